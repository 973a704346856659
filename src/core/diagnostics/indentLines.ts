import type { TextRange } from '../spec/textRange.ts';
import type { TextEdit } from './diagnostic.ts';

const STEP = '  ';

/** The edit that moves the lines of a range one level to the right. Null where it does not start its line. */
export function indentLines(text: string, { start, end }: TextRange): TextEdit | null {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  if (text.slice(lineStart, start).trim() !== '') return null;
  const moved = text.slice(start, end).replace(/(\r\n|\r|\n)(?=[^\r\n])/g, `$1${STEP}`);
  return { range: { start, end }, newText: STEP + moved };
}
