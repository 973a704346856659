import type { CurveChart, CurveLine, PlacedPoint } from './curveChart.ts';
import type { CurveAxis, CurveFigure } from './curveView.ts';
import { placeTick, tickText } from './valueText.ts';

/** An element of SVG: the page makes elements of it, a file text. */
export interface ChartPart {
  readonly tag: 'g' | 'path' | 'text' | 'rect';
  /** What it is; the page's style sheet and the table of print give it its look. */
  readonly look: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly parts?: readonly ChartPart[];
}

/** Runs have this many colours and marks; with more they come again. */
export const RUN_LOOKS = 6;
const MOST_MARKS = 40;

export interface ChartLabels {
  /** Under the horizontal axis. */
  readonly axis: string;
}

/** The drawing of a chart, from back to front. Everything that is cut at the plot's borders has the look `curves`. */
export function chartParts(
  chart: CurveChart,
  figure: CurveFigure,
  axis: CurveAxis,
  labels: ChartLabels,
): ChartPart[] {
  const { plot, places, values } = chart;
  const grid = [
    ...places.map(({ x }) => `M${px(x)} ${plot.top}V${plot.bottom}`),
    ...values.map(({ y }) => `M${plot.left} ${px(y)}H${plot.right}`),
  ].join('');
  const label = (look: string, x: number, y: number, text: string): ChartPart => ({
    tag: 'text',
    look,
    attributes: { x: px(x), y: px(y) },
    text,
  });
  return [
    { tag: 'path', look: 'grid', attributes: { d: grid } },
    ...places.map(({ at, x }) => label('place', x, plot.bottom + 16, placeTick(axis, at))),
    ...values.map(({ value, y }) => label('value', plot.left - 7, y + 4, tickText(figure, value))),
    label('axis', (plot.left + plot.right) / 2, plot.bottom + 34, labels.axis),
    { tag: 'g', look: 'curves', attributes: {}, parts: inOrder(chart.lines).flatMap(lineParts) },
  ];
}

/** What is faint lies behind everything, tests before everything. */
function inOrder(lines: readonly CurveLine[]): CurveLine[] {
  return (['raw', 'training', 'test'] as const).flatMap((kind) => lines.filter((line) => line.kind === kind));
}

function lineParts({ run, kind, points }: CurveLine): ChartPart[] {
  if (points.length === 0) return [];
  const look = `${kind} run-${run % RUN_LOOKS}`;
  const d = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`).join('');
  const line: ChartPart = { tag: 'path', look, attributes: { d } };
  if (kind !== 'test') return [line];
  const marks = marked(points)
    .map(({ x, y }) => markPath(run, x, y))
    .join('');
  return [line, { tag: 'path', look: `mark run-${run % RUN_LOOKS}`, attributes: { d: marks } }];
}

/** Some of many, the last among them. */
function marked(points: readonly PlacedPoint[]): readonly PlacedPoint[] {
  const every = Math.ceil(points.length / MOST_MARKS);
  return points.filter((_, at) => (points.length - 1 - at) % every === 0);
}

const SHAPES: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${px(x - 3.5)} ${px(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`,
  (x, y) => `M${px(x - 3)} ${px(y - 3)}h6v6h-6Z`,
  (x, y) => `M${px(x)} ${px(y - 4)}l4 7h-8Z`,
  (x, y) => `M${px(x)} ${px(y - 4.5)}l4.5 4.5l-4.5 4.5l-4.5 -4.5Z`,
  (x, y) => `M${px(x)} ${px(y + 4)}l4 -7h-8Z`,
  (x, y) => `M${px(x - 1.5)} ${px(y - 4)}h3v2.5h2.5v3h-2.5v2.5h-3v-2.5h-2.5v-3h2.5Z`,
];

/** The mark of a run, by which it is known without its colour. */
export function markPath(run: number, x: number, y: number): string {
  return SHAPES[run % SHAPES.length]?.(x, y) ?? '';
}

/** To a tenth of a pixel. */
function px(value: number): number {
  return Math.round(value * 10) / 10;
}
