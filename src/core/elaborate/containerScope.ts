import type { ItemValue, NamedEntry, NameScope } from './listContext.ts';

interface Part {
  readonly elaborate: () => ItemValue;
  state: 'pending' | 'active' | 'done';
  value: ItemValue | null;
}

/** The names that a container gives to its parts: `branch` and `shortcut`, or the branches of a parallel. */
export class ContainerScope implements NameScope {
  readonly parent: NameScope | null;
  readonly #path: string;
  readonly #names: readonly string[];
  readonly #parts = new Map<string, Part>();

  constructor(parent: NameScope, path: string, names: readonly string[]) {
    this.parent = parent;
    this.#path = path;
    this.#names = names;
  }

  /** How a part is elaborated when it is first named or its turn comes. */
  define(name: string, elaborate: () => ItemValue): void {
    this.#parts.set(name, { elaborate, state: 'pending', value: null });
  }

  set(name: string, value: ItemValue): void {
    this.#parts.set(name, { elaborate: () => value, state: 'done', value });
  }

  /** Null where the part is being elaborated: naming it then goes in a circle. */
  force(name: string): ItemValue | null {
    const part = this.#parts.get(name);
    if (part?.state !== 'pending') return part?.value ?? null;
    part.state = 'active';
    part.value = part.elaborate();
    part.state = 'done';
    return part.value;
  }

  find(name: string): NamedEntry | undefined {
    if (!this.#names.includes(name)) return undefined;
    return {
      path: `${this.#path}.${name}`,
      force: () => this.force(name),
      isLeftOut: () => false,
      place: null,
    };
  }

  names(): Iterable<string> {
    return this.#names;
  }
}
