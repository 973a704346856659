/** Which nodes are selected: one that keys and details are about, and others beside it. */
export class Selection {
  #main: string | null = null;
  #also: readonly string[] = [];

  get main(): string | null {
    return this.#main;
  }

  /** Beside the main one, in the order in which they were selected. */
  get also(): readonly string[] {
    return this.#also;
  }

  get all(): readonly string[] {
    return this.#main === null ? this.#also : [...this.#also, this.#main];
  }

  set(id: string | null): void {
    this.#main = id;
    this.#also = [];
  }

  /** The newest is the main one; picked once more, a node is let go. */
  add(id: string): void {
    const kept = this.all.filter((each) => each !== id);
    const isLetGo = kept.length < this.all.length && kept.length > 0;
    const now = isLetGo ? kept : [...kept, id];
    this.#also = now.slice(0, -1);
    this.#main = now[now.length - 1] ?? null;
  }

  /** What is no longer there is no longer selected. */
  keep(isThere: (id: string) => boolean): void {
    if (this.#main !== null && !isThere(this.#main)) this.#main = null;
    this.#also = this.#also.filter(isThere);
  }
}
