/** What the bundle of this folder offers to the page that loads it. */
export interface SpecTextApi {
  /** Fills an empty element with the text; `label` is for a screen reader. The element's size is the editor's. */
  show(parent: HTMLElement, text: string, label: string): void;
}

declare global {
  /** Set when the bundle has run: a script that is loaded later has no other way to hand something over. */
  var resnetSpecText: SpecTextApi | undefined;
}
