import type { CurvePoint } from './runCurves.ts';

/**
 * The mean of all points up to each, those `steps` before it weighing 1/e of the newest: an exponential moving mean
 * whose width is in training steps, so that it does not change when the points of a long run are joined. It looks only
 * back, and starts at the first point's value. 0 leaves the points as they are.
 */
export function smoothCurve(points: readonly CurvePoint[], steps: number): readonly CurvePoint[] {
  if (steps <= 0) return points;
  let weight = 0;
  let loss = 0;
  let error = 0;
  let before = points[0]?.step ?? 0;
  return points.map((point) => {
    const kept = Math.exp(-(point.step - before) / steps);
    before = point.step;
    weight = weight * kept + point.steps;
    loss = loss * kept + point.loss * point.steps;
    error = error * kept + point.error * point.steps;
    return { ...point, loss: loss / weight, error: error / weight };
  });
}
