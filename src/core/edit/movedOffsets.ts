import type { TextEdit } from '../diagnostics/diagnostic.ts';
import type { TextRange } from '../spec/textRange.ts';

/** Edits in the order of the text. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Where a character stands after the edits; what is put in right before it moves it on. */
export function movedBy(edits: readonly TextEdit[]): (offset: number) => number {
  const sorted = inOrder(edits);
  return (offset) => {
    let by = 0;
    for (const { range, newText } of sorted) {
      const isBefore = range.end <= offset && (range.start < offset || range.end === range.start);
      if (!isBefore) break;
      by += newText.length - (range.end - range.start);
    }
    return offset + by;
  };
}

/** True for what one of the edits replaces. */
export function isReplaced(edits: readonly TextEdit[], { start, end }: TextRange): boolean {
  return edits.some(({ range }) => range.start < range.end && range.start <= start && end <= range.end);
}

/** Where the new text of one of the edits starts in the edited text. */
export function startAfter(edits: readonly TextEdit[], edit: TextEdit): number {
  let start = edit.range.start;
  for (const each of inOrder(edits)) {
    if (each === edit) break;
    start += each.newText.length - (each.range.end - each.range.start);
  }
  return start;
}
