import { formatCount } from '../model/formatCount.ts';
import type { CurveAxis, CurveFigure } from './curveView.ts';

/** A value to read off: `8.75 %`, `0.0312`. */
export function valueText(figure: CurveFigure, value: number): string {
  return figure === 'error' ? `${(value * 100).toFixed(2)} %` : value.toPrecision(3);
}

/** At an axis, without digits that say nothing: `20 %`, `0.5`. */
export function tickText(figure: CurveFigure, value: number): string {
  return figure === 'error' ? `${Number((value * 100).toPrecision(6))} %` : shortNumber(value);
}

export function placeTick(axis: CurveAxis, value: number): string {
  return axis === 'step' && Number.isInteger(value) ? formatCount(value) : shortNumber(value);
}

function shortNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-3) return value.toExponential().replace('e-', 'e−');
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(6)));
}
