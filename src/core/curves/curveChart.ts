import { linearTicks, logTicks } from './axisTicks.ts';
import { type CurveFigure, type CurveView, placeOf } from './curveView.ts';
import type { CurvePoint, RunCurves } from './runCurves.ts';
import { smoothCurve } from './smoothCurve.ts';

/** A point of a line: what it stands for, and where it is in the chart. */
export interface PlacedPoint {
  readonly at: number;
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

export interface CurveLine {
  /** The place of its run among those shown. */
  readonly run: number;
  /** `raw`: the training curve before it was smoothed, faint behind the other. */
  readonly kind: 'raw' | 'training' | 'test';
  readonly points: readonly PlacedPoint[];
}

/** Where everything of a chart stands, in pixels; y grows downwards. */
export interface CurveChart {
  readonly width: number;
  readonly height: number;
  readonly plot: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly places: readonly { readonly at: number; readonly x: number }[];
  readonly values: readonly { readonly value: number; readonly y: number }[];
  readonly lines: readonly CurveLine[];
  /** What the horizontal axis spans, in its own unit. */
  readonly span: readonly [number, number];
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const MARGIN = { left: 58, top: 10, right: 14, bottom: 40 };
const PIXELS_A_PLACE = 90;
const PIXELS_A_VALUE = 45;
/** How far below the lowest value a logarithmic axis goes on, and above the highest any axis. */
const ROOM = 1.05;

interface FreeLine extends Omit<CurveLine, 'points'> {
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** Lays one figure of some runs out. */
export function layOutCurves(
  runs: readonly RunCurves[],
  figure: CurveFigure,
  view: CurveView,
  { width, height }: ChartSize,
): CurveChart {
  const plot = {
    left: MARGIN.left,
    top: MARGIN.top,
    right: Math.max(MARGIN.left + 1, width - MARGIN.right),
    bottom: Math.max(MARGIN.top + 1, height - MARGIN.bottom),
  };
  const all = runs.flatMap((run, index) => linesOf(run, index, figure, view));
  const span = view.range ?? wholeSpan(all);
  const lines = all.map((line) => ({ ...line, points: within(line.points, span) }));
  const [low, high] = view.isLog ? logBounds(lines) : [0, highestShown(lines)];
  const scale = view.isLog ? Math.log : (value: number): number => value;
  const x = (at: number): number =>
    plot.left + ((at - span[0]) / (span[1] - span[0])) * (plot.right - plot.left);
  const y = (value: number): number => {
    const share = (scale(Math.max(value, low)) - scale(low)) / (scale(high) - scale(low));
    return plot.bottom - share * (plot.bottom - plot.top);
  };
  const values = view.isLog
    ? logTicks(low, high)
    : linearTicks(low, high, (plot.bottom - plot.top) / PIXELS_A_VALUE);
  return {
    width,
    height,
    plot,
    span,
    places: linearTicks(...span, (plot.right - plot.left) / PIXELS_A_PLACE).map((at) => ({ at, x: x(at) })),
    values: values.map((value) => ({ value, y: y(value) })),
    lines: lines.map((line) => ({
      ...line,
      points: line.points.map((point) => ({ ...point, x: x(point.at), y: y(point.value) })),
    })),
  };
}

function linesOf(run: RunCurves, index: number, figure: CurveFigure, view: CurveView): FreeLine[] {
  const line = (kind: CurveLine['kind'], points: readonly CurvePoint[]): FreeLine => ({
    run: index,
    kind,
    points: points.flatMap((point) => {
      const at = placeOf(point, view.axis, run);
      return at === null ? [] : [{ at, value: point[figure] }];
    }),
  });
  const smooth = line('training', smoothCurve(run.training, view.smoothing));
  const raw = view.smoothing > 0 ? [line('raw', run.training)] : [];
  return [...raw, smooth, line('test', run.test)];
}

function wholeSpan(lines: readonly FreeLine[]): readonly [number, number] {
  const last = Math.max(0, ...lines.map(({ points }) => points.at(-1)?.at ?? 0));
  return [0, last > 0 ? last : 1];
}

/** The points in a span, and one more on either side, so that lines go on to the border. */
function within<P extends { readonly at: number }>(
  points: readonly P[],
  [from, to]: readonly [number, number],
): readonly P[] {
  const first = points.findIndex(({ at }) => at >= from);
  if (first < 0) return points.slice(-1);
  const after = points.findIndex(({ at }) => at > to);
  return points.slice(Math.max(0, first - 1), after < 0 ? undefined : after + 1);
}

/**
 * The top of an axis that starts at 0: a little above the training curves, and above nine tenths of the tests. A first
 * test of a net whose moving statistics have not settled may lie far above; it is cut off, or it would flatten
 * everything else.
 */
function highestShown(lines: readonly FreeLine[]): number {
  const valuesOf = (isTest: boolean): number[] =>
    lines
      .filter(({ kind }) => (kind === 'test') === isTest)
      .flatMap(({ points }) => points.map(({ value }) => value));
  const tests = valuesOf(true).sort((a, b) => a - b);
  const mostTests = tests[Math.floor((tests.length - 1) * 0.9)] ?? 0;
  const highest = valuesOf(false).reduce((a, b) => Math.max(a, b), Math.max(0, mostTests));
  return highest > 0 ? highest * ROOM : 1;
}

/** From the lowest value above 0, since 0 has no logarithm: it is drawn at the bottom. */
function logBounds(lines: readonly FreeLine[]): [number, number] {
  const drawn = lines
    .filter(({ kind }) => kind !== 'raw')
    .flatMap(({ points }) => points.map(({ value }) => value));
  const above = drawn.filter((value) => value > 0);
  const low = above.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = Math.max(highestShown(lines), low * ROOM);
  return Number.isFinite(low) ? [low / ROOM, high] : [0.1, 1];
}
