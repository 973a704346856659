import type { Analysis } from '../analyze.ts';
import { type SyntaxStep, syntaxPath } from '../explain/syntaxPath.ts';
import type { TextRange } from '../spec/textRange.ts';

/**
 * What a growing selection takes in at a place, from the smallest: the word, the value, the attribute, the
 * attributes, the layer, its list, the section, the file.
 */
export function selectionRanges({ spec, text }: Analysis, offset: number): TextRange[] {
  const wanted = [
    ...syntaxPath(spec.root, offset)
      .reverse()
      .flatMap((step) => rangesOf(step, text)),
    { start: 0, end: text.length },
  ];
  const word = wordAt(text, offset);
  const grown: TextRange[] = [];
  for (const range of word === null ? wanted : [word, ...wanted]) {
    const last = grown[grown.length - 1];
    const isLarger =
      last === undefined ||
      (range.start <= last.start && range.end >= last.end && range.end - range.start > last.end - last.start);
    if (isLarger && range.start <= offset && range.end >= offset)
      grown.push({ start: range.start, end: range.end });
  }
  return grown;
}

/** From the inside out: a key or what a pair holds, the pair, and the collection with and without its brackets. */
function rangesOf({ node, pair, isKey }: SyntaxStep, text: string): TextRange[] {
  const ranges: TextRange[] = [];
  if (pair !== null) {
    if (isKey) ranges.push(pair.key);
    ranges.push({ start: pair.key.start, end: Math.max(pair.key.end, pair.value.end) });
  }
  if (/[{[]/.test(text.charAt(node.start)) && node.type !== 'scalar') {
    ranges.push({ start: node.start + 1, end: node.end - 1 });
  }
  ranges.push(node);
  return ranges;
}

function wordAt(text: string, offset: number): TextRange | null {
  const before = /\w*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  const after = /^\w*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
  return before + after === 0 ? null : { start: offset - before, end: offset + after };
}
