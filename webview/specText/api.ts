import type { Offered, TryAnswer } from '../../src/protocol/graphInspector.ts';

export interface LayerEditorEvents {
  readonly typed: (text: string) => void;
  /** Ctrl+Enter. */
  readonly apply: () => void;
  /** Escape with nothing open: the keyboard goes back to the page. */
  readonly leave: () => void;
  readonly complete: (text: string, offset: number) => Promise<readonly Offered[]>;
}

export interface LayerEditor {
  readonly text: string;
  /** Another text, of which nothing can be undone. */
  readonly show: (text: string) => void;
  readonly mark: (marks: TryAnswer['marks']) => void;
  readonly focus: () => void;
}

/** What the bundle of this folder offers to the pages that load it. */
export interface SpecTextApi {
  /** Fills an empty element with the text, to be read; `label` is for a screen reader. The element's size is the editor's. */
  show(parent: HTMLElement, text: string, label: string): void;
  /** Fills an empty element with an editor of a layer's part of the spec. */
  edit(parent: HTMLElement, label: string, events: LayerEditorEvents): LayerEditor;
}

declare global {
  /** Set when the bundle has run: a script that is loaded later has no other way to hand something over. */
  var resnetSpecText: SpecTextApi | undefined;
}
