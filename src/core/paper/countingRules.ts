import type { Paper, PaperFigure } from './paper.ts';

/** As He et al. count. */
export const depthByPath: Pick<Paper, 'depthRule' | 'depthOf'> = {
  depthRule: 'convolutions and dense layers on the longest path',
  depthOf: ({ main }) => main.length,
};

/** The share by which a printed, rounded figure may differ. */
const ROUNDING = 0.03;

/**
 * A figure that the paper prints rounded.
 * @param lastPlace what one in its last digit is worth, where half of that is more than the usual 3 %: "0.6M" is
 * anything from 0.55 to 0.65 million.
 */
export function rounded(value: number, source: string, lastPlace = 0): PaperFigure {
  return { value, tolerance: Math.max(ROUNDING * value, lastPlace / 2), source };
}

export function exact(value: number, source: string): PaperFigure {
  return { value, tolerance: 0, source };
}

export function nearestOf(depths: readonly number[], depth: number): number {
  return depths.reduce((best, each) => (Math.abs(each - depth) < Math.abs(best - depth) ? each : best));
}
