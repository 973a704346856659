import type { Analysis } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import type { Refusable } from '../navigate/rename.ts';
import { pairOf } from '../spec/readSpec.ts';
import { accept, refuse } from './designEdit.ts';
import { NOT_ON_LINES } from './insertText.ts';
import { eolOf, lineEnd, lineStart, nextLine } from './itemText.ts';

/**
 * Writes a block of the file, as the first one under `blocks`; where there is no such section, one is put in above
 * `layers`. `write` gives the lines below the block's name for the column of the name.
 */
export function newBlockEdit(
  { spec, text }: Analysis,
  name: string,
  write: (column: number) => readonly string[] | null,
): Refusable<TextEdit> {
  const root = spec.root?.type === 'map' ? spec.root : null;
  const eol = eolOf(text);
  const blocks = pairOf(root, 'blocks');
  const layers = pairOf(root, 'layers');
  const isBraced = (at: number): boolean => text[at] === '{';
  if (
    root === null ||
    layers === null ||
    isBraced(root.start) ||
    (blocks !== null && isBraced(blocks.value.start))
  )
    return refuse(
      message(
        'Where a block would be written, the text is in brackets. Write `blocks:` on lines of their own first.',
      ),
    );
  if (blocks !== null && blocks.value.type === 'map') {
    const first = blocks.value.pairs[0]?.key.start ?? blocks.value.start;
    const column = first - lineStart(text, first);
    const lines = write(column);
    if (lines === null || lineStart(text, first) === lineStart(text, blocks.key.start))
      return refuse(NOT_ON_LINES);
    const at = nextLine(text, lineEnd(text, blocks.key.end));
    const newText = [`${' '.repeat(column)}${name}:`, ...lines].map((line) => line + eol).join('');
    return accept({ range: { start: at, end: at }, newText });
  }
  if (blocks !== null)
    return refuse(message('`blocks` is empty in the text. Take it away or write a block there.'));
  const lines = write(2);
  if (lines === null) return refuse(NOT_ON_LINES);
  const at = topOfComments(text, lineStart(text, layers.key.start));
  const newText = ['blocks:', `  ${name}:`, ...lines, ''].map((line) => line + eol).join('');
  return accept({ range: { start: at, end: at }, newText });
}

/** Above the comments that stand right on top of a line. */
function topOfComments(text: string, start: number): number {
  let top = start;
  while (top > 0) {
    const above = lineStart(text, text.startsWith('\r\n', top - 2) ? top - 2 : top - 1);
    if (text[above] !== '#') break;
    top = above;
  }
  return top;
}
