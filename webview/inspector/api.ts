import type { Offered, TryAnswer } from '../../src/protocol/graphInspector.ts';

export interface LayerEditorEvents {
  typed(text: string): void;
  /** Ctrl+Enter. */
  apply(): void;
  /** Escape with nothing open: the keyboard goes back to the page. */
  leave(): void;
  complete(text: string, offset: number): Promise<readonly Offered[]>;
}

export interface LayerEditor {
  readonly text: string;
  /** Another text, of which nothing can be undone. */
  show(text: string): void;
  mark(marks: TryAnswer['marks']): void;
  focus(): void;
}

/** What the bundle of this folder offers to the page that loads it. */
export interface LayerEditorApi {
  /** Fills an empty element; `label` is for a screen reader. */
  create(parent: HTMLElement, label: string, events: LayerEditorEvents): LayerEditor;
}

declare global {
  /** Set when the bundle has run: a script that is loaded later has no other way to hand something over. */
  var resnetLayerEditor: LayerEditorApi | undefined;
}
