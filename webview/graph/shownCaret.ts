import type { ToGraph } from '../../src/protocol/graph.ts';

type Caret = Extract<ToGraph, { type: 'caret' }>;

/** Where the caret stands in the text, and whether the drawing still has to be moved to it. */
export class ShownCaret {
  #caret: Caret | null = null;

  /** The same place told once more moves nothing, and a move that is still due stays so. */
  receive(caret: Caret): void {
    const before = this.#caret;
    const isSame = before?.uri === caret.uri && before.offset === caret.offset;
    this.#caret = { ...caret, reveal: caret.reveal || (isSame && before.reveal) };
  }

  /** In the text of a version; null where that is not known. */
  offsetIn(uri: string | undefined, version: number): number | null {
    if (this.#caret === null || this.#caret.uri !== uri) return null;
    const { offset, drawn } = this.#caret;
    if (this.#caret.version === version) return offset;
    return drawn?.version === version ? drawn.offset : null;
  }

  /** True once for each move of the caret that the drawing is to follow. */
  takeReveal(): boolean {
    if (this.#caret?.reveal !== true) return false;
    this.#caret = { ...this.#caret, reveal: false };
    return true;
  }
}
