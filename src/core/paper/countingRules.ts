import type { Paper, PaperFigure } from './paper.ts';

/** As He et al. count. */
export const depthByPath: Pick<Paper, 'depthRule' | 'depthOf'> = {
  depthRule: 'convolutions and dense layers on the longest path',
  depthOf: ({ main }) => main.length,
};

export function rounded(value: number, source: string): PaperFigure {
  return { value, isRounded: true, source };
}

export function exact(value: number, source: string): PaperFigure {
  return { value, isRounded: false, source };
}

export function nearestOf(depths: readonly number[], depth: number): number {
  return depths.reduce((best, each) => (Math.abs(each - depth) < Math.abs(best - depth) ? each : best));
}
