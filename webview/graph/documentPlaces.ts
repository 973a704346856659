import type { GraphPageState, GraphPlace, GraphView } from '../../src/protocol/graph.ts';

const MAX_KEPT = 30;

/** How each document was last looked at, so that one comes back as it was left. */
export class DocumentPlaces {
  readonly #places = new Map<string, GraphPlace>();

  restore(places: GraphPageState['places']): void {
    for (const [uri, place] of Object.entries(places)) this.#places.set(uri, place);
  }

  get(uri: string): GraphPlace | null {
    return this.#places.get(uri) ?? null;
  }

  /** The longest unused is forgotten when there are many. */
  keep(uri: string, place: GraphPlace): void {
    this.#places.delete(uri);
    this.#places.set(uri, place);
    for (const oldest of this.#places.keys()) {
      if (this.#places.size <= MAX_KEPT) return;
      this.#places.delete(oldest);
    }
  }

  get all(): GraphPageState['places'] {
    return Object.fromEntries(this.#places);
  }

  get views(): Record<string, GraphView> {
    return Object.fromEntries([...this.#places].map(([uri, { view }]) => [uri, view]));
  }
}
