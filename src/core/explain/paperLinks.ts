import type { Analysis } from '../analyze.ts';
import { paperOf } from '../paper/papers.ts';
import type { TextRange } from '../spec/textRange.ts';

export interface PaperLink {
  readonly range: TextRange;
  /** Without a version: `1512.03385`. */
  readonly arxiv: string;
}

/** Year and month, and the number in that month. */
const NUMBER = /\b(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d+)?\b/g;

/** The paper that the spec is compared with, and the numbers in comments that speak of arXiv. */
export function paperLinks({ spec, text }: Analysis): PaperLink[] {
  const links: PaperLink[] = [];
  const id = spec.paper;
  const arxiv = id === null ? undefined : paperOf(String(id.value))?.arxiv;
  if (id !== null && arxiv !== undefined) links.push({ range: { start: id.start, end: id.end }, arxiv });
  // Comments on lines below each other are one text: a number may stand on the line after its `arXiv`.
  let saysArxiv = false;
  let start = 0;
  for (const line of text.split('\n')) {
    const comment = /(?:^|\s)#.*$/.exec(line);
    saysArxiv = comment !== null && (saysArxiv || /arxiv/i.test(comment[0]));
    if (comment !== null && saysArxiv) {
      for (const match of comment[0].matchAll(NUMBER)) {
        const at = start + comment.index + match.index;
        links.push({ range: { start: at, end: at + match[0].length }, arxiv: match[1] ?? '' });
      }
    }
    start += line.length + 1;
  }
  return links.sort((a, b) => a.range.start - b.range.start);
}
