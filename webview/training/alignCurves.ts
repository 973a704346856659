import type { CurvePoint } from './runHistory.ts';

export type Figure = 'loss' | 'error';
type Column = (number | null)[];

/** Puts two curves on one axis of steps, as the chart wants it: a curve is null where it has no point. */
export function alignCurves(
  training: readonly CurvePoint[],
  test: readonly CurvePoint[],
  figure: Figure,
): [number[], Column, Column] {
  const steps: number[] = [];
  const columns: [Column, Column] = [[], []];
  let i = 0;
  let j = 0;
  while (i < training.length || j < test.length) {
    const a = training[i]?.step ?? Number.POSITIVE_INFINITY;
    const b = test[j]?.step ?? Number.POSITIVE_INFINITY;
    const step = Math.min(a, b);
    steps.push(step);
    columns[0].push(a === step ? (training[i++]?.[figure] ?? null) : null);
    columns[1].push(b === step ? (test[j++]?.[figure] ?? null) : null);
  }
  return [steps, ...columns];
}
