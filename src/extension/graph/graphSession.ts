import type { DrawingAnswer, GraphView, ShownDocument, ToGraph } from '../../protocol/graph.ts';

export interface GraphPorts {
  /** Null where the server does not know the document. */
  drawing(uri: string, view: GraphView): Promise<DrawingAnswer | null>;
  post(message: ToGraph): void;
  /** For what should not happen; the page keeps what it shows. */
  warn(message: string): void;
}

/**
 * What one graph page shows: which document, what is open, and the newest drawing of it. At most one question
 * is under way; changes that come meanwhile lead to one more. Late answers are dropped.
 */
export class GraphSession {
  readonly #ports: GraphPorts;
  #document: ShownDocument | null = null;
  #view: GraphView;
  #isListening = false;
  #isAsking = false;
  #isDue = false;

  constructor(ports: GraphPorts, view: GraphView) {
    this.#ports = ports;
    this.#view = view;
  }

  get document(): ShownDocument | null {
    return this.#document;
  }

  /** The page is there, or came back after it was hidden. */
  pageReady(view: GraphView): void {
    this.#isListening = true;
    this.#view = view;
    if (this.#document === null) this.#ports.post({ type: 'empty' });
    else this.#refresh();
  }

  changeView(view: GraphView): void {
    this.#view = view;
    this.#refresh();
  }

  follow(document: ShownDocument): void {
    if (document.uri === this.#document?.uri) return;
    this.#document = document;
    this.#refresh();
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
      const answer = await this.#ports.drawing(document.uri, this.#view);
      if (answer === null || document !== this.#document) return;
      this.#ports.post({ type: 'show', document, ...answer });
    } catch (error) {
      this.#ports.warn(
        `No drawing of ${document.name}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
