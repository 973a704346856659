import type { CurvePoint, RunCurves } from './runCurves.ts';

export const CURVE_FIGURES = ['error', 'loss'] as const;
export type CurveFigure = (typeof CURVE_FIGURES)[number];

export const CURVE_AXES = ['step', 'epoch', 'hours'] as const;
export type CurveAxis = (typeof CURVE_AXES)[number];

/** How curves are looked at; the same for every chart of a page. */
export interface CurveView {
  readonly axis: CurveAxis;
  /** The figure on a logarithmic scale. */
  readonly isLog: boolean;
  /** The width of the mean over the training curve, in steps; 0 shows the steps as they are. */
  readonly smoothing: number;
  /** The part of the horizontal axis that is shown, in its own unit; null is all. */
  readonly range: readonly [number, number] | null;
}

export const WHOLE_VIEW: CurveView = { axis: 'step', isLog: false, smoothing: 0, range: null };

/** Where a point stands on the horizontal axis; null where the run has not told what an epoch is. */
export function placeOf(point: CurvePoint, axis: CurveAxis, { stepsPerEpoch }: RunCurves): number | null {
  if (axis === 'step') return point.step;
  if (axis === 'hours') return point.seconds / 3600;
  return stepsPerEpoch === null || stepsPerEpoch === 0 ? null : point.step / stepsPerEpoch;
}
