interface Numbered<M> {
  readonly number: number;
  readonly measure: M;
}

/** Equal values stand once, under a number, with what was worked out of each. */
export class Interned<T, M> {
  readonly #known = new Map<string, Numbered<M>>();
  readonly #values: T[] = [];
  readonly #measure: (value: T) => M;

  constructor(measure: (value: T) => M) {
    this.#measure = measure;
  }

  get all(): readonly T[] {
    return this.#values;
  }

  put(value: T): Numbered<M> {
    const key = JSON.stringify(value);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = { number: this.#values.length, measure: this.#measure(value) };
    this.#values.push(value);
    this.#known.set(key, made);
    return made;
  }
}
