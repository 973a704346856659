import type { Evaluated } from './evaluated.ts';

/**
 * The names that expressions may use in one place: the file's parameters, or one block's parameters and the
 * built-ins `$in`, `$index`, `$repeat`. A block never sees the file's names.
 */
export class Scope {
  readonly source: 'file' | 'shipped';
  /** Sizes of the input that stand for any number, which no expression may use. */
  readonly symbols: ReadonlySet<string>;
  #isPoisoned = false;
  readonly #bindings = new Map<string, Evaluated>();

  constructor(source: 'file' | 'shipped', symbols: Iterable<string> = []) {
    this.source = source;
    this.symbols = new Set(symbols);
  }

  define(name: string, value: Evaluated): void {
    this.#bindings.set(name, value);
  }

  lookup(name: string): Evaluated | undefined {
    return this.#bindings.get(name);
  }

  names(): IterableIterator<string> {
    return this.#bindings.keys();
  }

  /** True where what an item gives depends on the mistakes of others. */
  get isPoisoned(): boolean {
    return this.#isPoisoned;
  }

  /** After a bad value was reported, whatever else uses it stays silent. */
  poison(name: string): void {
    const binding = this.#bindings.get(name);
    if (binding === undefined) return;
    this.#isPoisoned = true;
    this.#bindings.set(name, { kind: 'unknown', place: binding.place, parameter: name });
  }
}
