import { CIFAR_PAPERS } from './cifarPapers.ts';
import { IMAGENET_PAPERS } from './imagenetPapers.ts';
import type { Paper } from './paper.ts';

/** What `paper:` may name. */
export const PAPERS: readonly Paper[] = [...CIFAR_PAPERS, ...IMAGENET_PAPERS];
export const PAPER_IDS: readonly string[] = PAPERS.map(({ id }) => id);

export function paperOf(id: string): Paper | undefined {
  return PAPERS.find((paper) => paper.id === id);
}
