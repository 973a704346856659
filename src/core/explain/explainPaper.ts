import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { paperOf } from '../paper/papers.ts';
import type { Explanation } from './explanation.ts';
import { contains } from './syntaxPath.ts';

/** The id behind `paper:`: which paper that is, how it counts, and what this net has of it. */
export function explainPaper({ spec, paper: comparison }: Analysis, offset: number): Explanation | null {
  const id = spec.paper;
  if (id === null || !contains(id, offset)) return null;
  const paper = paperOf(String(id.value));
  if (paper === undefined) return null;
  return {
    range: { start: id.start, end: id.end },
    title: message('{title}', { title: paper.title }),
    facts: [
      message('arXiv {arxiv}', { arxiv: paper.arxiv }),
      message('Its nets: {depths}', { depths: paper.depths }),
      message('It calls depth: {rule}', { rule: paper.depthRule }),
      ...(comparison?.differences ?? []),
      ...(comparison?.notes ?? []),
    ],
  };
}
