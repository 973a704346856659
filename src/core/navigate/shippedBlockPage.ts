import { SHIPPED_BLOCK_DOCS, shippedBlockText } from '../blocks/shippedBlocks.ts';
import type { TextRange } from '../spec/textRange.ts';

/** The text of a shipped block as the editor shows it: a `blocks` section that can be copied into a spec. */
export interface ShippedBlockPage {
  readonly text: string;
  /** Where a range of the block's own text stands on the page. */
  readonly rangeOf: (range: TextRange) => TextRange;
}

const NOTE = [
  'This block ships with ResNet Designer and cannot be changed here. Copy it',
  'into a spec to change it: there it takes the place of the shipped one.',
];
const MAX_LINE = 78;
const INDENT = '    ';

/** Null for a name that no shipped block has. */
export function shippedBlockPage(name: string): ShippedBlockPage | null {
  const source = shippedBlockText(name);
  if (source === null) return null;
  const head = [...wrap(SHIPPED_BLOCK_DOCS[name] ?? ''), '', ...NOTE]
    .map((line) => `# ${line}`.trimEnd())
    .concat('', 'blocks:', `  ${name}:`);
  const lines = source.replace(/^\n/, '').replace(/\n$/, '').split('\n');
  const text = [...head, ...lines.map((line) => (line === '' ? '' : INDENT + line)), ''].join('\n');
  const skipped = source.startsWith('\n') ? 1 : 0;
  const start = head.join('\n').length + 1;
  const moved = (offset: number): number => {
    const before = source.slice(skipped, offset);
    const filled = before.split('\n').filter((line, i, all) => line !== '' || i === all.length - 1).length;
    return start + before.length + filled * INDENT.length;
  };
  const nameAt = start - name.length - 2;
  return {
    text,
    rangeOf: (range) =>
      range.end <= skipped
        ? { start: nameAt, end: nameAt + name.length }
        : { start: moved(range.start), end: moved(range.end) },
  };
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < MAX_LINE)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
