import type { ItemValue, NamedEntry, NameScope } from './listContext.ts';

/** The names that a container gives to its parts: `branch` and `shortcut`, or the branches of a parallel. */
export class ContainerScope implements NameScope {
  readonly parent: NameScope | null;
  readonly #path: string;
  readonly #names: readonly string[];
  readonly #values = new Map<string, ItemValue>();

  constructor(parent: NameScope, path: string, names: readonly string[]) {
    this.parent = parent;
    this.#path = path;
    this.#names = names;
  }

  set(name: string, value: ItemValue): void {
    this.#values.set(name, value);
  }

  find(name: string): NamedEntry | undefined {
    if (!this.#names.includes(name)) return undefined;
    return {
      path: `${this.#path}.${name}`,
      force: () => this.#values.get(name) ?? null,
      isLeftOut: () => false,
    };
  }

  names(): Iterable<string> {
    return this.#names;
  }
}
