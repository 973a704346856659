import {
  DEFAULT_GRAPH_VIEW,
  type DrawingAnswer,
  type GraphView,
  type ShownDocument,
  type ToGraph,
} from '../../protocol/graph.ts';

import type { ComparedSide } from '../../protocol/graphCompare.ts';

export interface GraphPorts {
  /** Null where the server does not know the document. */
  drawing(uri: string, view: GraphView, comparedWith: ComparedSide | null): Promise<DrawingAnswer | null>;
  post(message: ToGraph): void;
  /** For what should not happen; the page keeps what it shows. */
  warn(message: string): void;
}

/**
 * What one graph page shows: which document, what is open in it, and the newest drawing of it. At most one question
 * is under way; changes that come meanwhile lead to one more. Late answers are dropped.
 */
export class GraphSession {
  readonly #ports: GraphPorts;
  /** What is open in each document that was shown, by its uri. */
  readonly #views = new Map<string, GraphView>();
  /** What each document is compared with, by its uri. */
  readonly #compared = new Map<string, ComparedSide>();
  #document: ShownDocument | null = null;
  #drawnVersion: number | null = null;
  #isListening = false;
  #isAsking = false;
  #isDue = false;

  constructor(ports: GraphPorts) {
    this.#ports = ports;
  }

  get document(): ShownDocument | null {
    return this.#document;
  }

  /** Of the text whose drawing of this document the page has; null where it has none. */
  get drawnVersion(): number | null {
    return this.#drawnVersion;
  }

  /** What is open in the document that is shown. */
  get view(): GraphView {
    return (this.#document === null ? undefined : this.#views.get(this.#document.uri)) ?? DEFAULT_GRAPH_VIEW;
  }

  /** What the document that is shown is compared with. */
  get comparedWith(): ComparedSide | null {
    return (this.#document === null ? undefined : this.#compared.get(this.#document.uri)) ?? null;
  }

  /** The page is there, or came back after it was hidden. */
  pageReady(views: Readonly<Record<string, GraphView>>): void {
    this.#isListening = true;
    this.#drawnVersion = null;
    for (const [uri, view] of Object.entries(views)) this.#views.set(uri, view);
    if (this.#document === null) this.#ports.post({ type: 'empty' });
    else this.#refresh();
  }

  changeView(uri: string, view: GraphView): void {
    this.#views.set(uri, view);
    if (uri === this.#document?.uri) this.#refresh();
  }

  follow(document: ShownDocument): void {
    if (document.uri === this.#document?.uri) return;
    this.#document = document;
    this.#drawnVersion = null;
    this.#refresh();
  }

  /** Null ends the comparison. */
  compare(uri: string, side: ComparedSide | null): void {
    if (side === null) this.#compared.delete(uri);
    else this.#compared.set(uri, side);
    if (uri === this.#document?.uri) this.#refresh();
  }

  /** The document is gone for good. */
  showNothing(): void {
    this.#document = null;
    this.#drawnVersion = null;
    if (this.#isListening) this.#ports.post({ type: 'empty' });
  }

  /** The server has analysed a newer text, or the same text as another variant. */
  documentChanged(uri: string): void {
    if (uri === this.#document?.uri) this.#refresh();
  }

  #refresh(): void {
    this.#isDue = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isDue && this.#isListening && this.#document !== null) {
      this.#isDue = false;
      await this.#showNewest(this.#document);
    }
    this.#isAsking = false;
  }

  async #showNewest(document: ShownDocument): Promise<void> {
    try {
      const view = this.#views.get(document.uri) ?? DEFAULT_GRAPH_VIEW;
      const compared = this.#compared.get(document.uri) ?? null;
      const answer = await this.#ports.drawing(document.uri, view, compared);
      if (answer === null || document !== this.#document) return;
      // Another one is on its way.
      if (view !== this.view || compared !== this.comparedWith) return;
      if (answer.drawing !== null) this.#drawnVersion = answer.version;
      this.#ports.post({ type: 'show', document, view, ...answer });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#ports.warn(`No drawing of ${document.name}: ${reason}`);
      if (document === this.#document) this.#ports.post({ type: 'failed', document, reason });
    }
  }
}
