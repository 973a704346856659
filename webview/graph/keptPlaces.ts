import type { GraphPageState, GraphPlace, ShownDocument } from '../../src/protocol/graph.ts';
import { DocumentPlaces } from './documentPlaces.ts';
import type { Host } from './host.ts';
import type { PageFeature } from './pageFeature.ts';
import type { SidePane } from './sidePane.ts';

const KEEP_AFTER_MS = 150;

/** What is shown now, and how it is looked at; null for what there is not. */
export interface LookedAt {
  readonly document: ShownDocument | null;
  readonly place: GraphPlace | null;
}

/** Keeps how each document is looked at, and what features keep, across other documents and a reload. */
export class KeptPlaces {
  readonly #host: Host;
  readonly #side: SidePane;
  readonly #places = new DocumentPlaces();
  readonly #lookedAt: () => LookedAt;
  readonly #features: () => readonly PageFeature[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, side: SidePane, lookedAt: () => LookedAt, features: () => readonly PageFeature[]) {
    this.#host = host;
    this.#side = side;
    this.#lookedAt = lookedAt;
    this.#features = features;
  }

  restore(): void {
    const kept = this.#host.restore();
    this.#places.restore(kept?.places ?? {});
    for (const { kept: own } of this.#features()) own?.restore(kept?.features[own.name]);
    if (kept !== null) this.#side.restore(kept.side);
  }

  get views(): DocumentPlaces['views'] {
    return this.#places.views;
  }

  get(uri: string): GraphPlace | null {
    return this.#places.get(uri);
  }

  /** Before another document is shown. */
  keepPlace(): void {
    const { document, place } = this.#lookedAt();
    if (document !== null && place !== null) this.#places.keep(document.uri, place);
  }

  /** A moment after the last change of several. */
  keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.keepPlace();
      this.#host.keep({
        document: this.#lookedAt().document,
        places: this.#places.all,
        side: this.#side.kept,
        features: this.#keptByFeatures(),
      });
    }, KEEP_AFTER_MS);
  }

  #keptByFeatures(): GraphPageState['features'] {
    return Object.fromEntries(
      this.#features().flatMap(({ kept }) => (kept ? [[kept.name, kept.get()]] : [])),
    );
  }
}
