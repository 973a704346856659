import { xmlText } from '../svg/xmlText.ts';
import { type ChartPart, chartParts, markPath, RUN_LOOKS } from './chartParts.ts';
import { layOutCurves } from './curveChart.ts';
import type { CurveAxis, CurveFigure, CurveView } from './curveView.ts';
import type { RunCurves } from './runCurves.ts';

export interface NamedCurves {
  readonly name: string;
  readonly curves: RunCurves;
}

export interface ChartSvgOptions {
  readonly figures: readonly CurveFigure[];
  readonly view: CurveView;
}

const WIDTH = 640;
const HEIGHT = 360;
const ROW = 20;
const PAD = 12;

const FIGURE_TITLES = { error: 'Error', loss: 'Loss' } as const satisfies Record<CurveFigure, string>;
const AXIS_TITLES = { step: 'step', epoch: 'epoch', hours: 'hours of training' } as const satisfies Record<
  CurveAxis,
  string
>;

/** Colours that also the colour-blind tell apart, on white paper (after Okabe and Ito, the light ones darker). */
const PRINT_COLOURS = ['#0072b2', '#c44e00', '#111111', '#8f6600', '#9c3f7e', '#00795a'];
const PRINT_LOOKS: Readonly<Record<string, string>> = {
  grid: 'fill="none" stroke="#d9d9d9" stroke-width="1"',
  place: 'text-anchor="middle" fill="#444444"',
  value: 'text-anchor="end" fill="#444444"',
  axis: 'text-anchor="middle" fill="#444444"',
  heading: 'font-weight="600" font-size="14" fill="#111111"',
  note: 'fill="#444444"',
  raw: 'fill="none" stroke-width="1" stroke-opacity="0.28"',
  training: 'fill="none" stroke-width="1.5" stroke-dasharray="5 4"',
  test: 'fill="none" stroke-width="2.8"',
  mark: 'stroke="#ffffff" stroke-width="0.8"',
};

/** The curves as a picture for paper: the figures below each other, then what is what. */
export function chartSvg(runs: readonly NamedCurves[], { figures, view }: ChartSvgOptions): string {
  const panel = HEIGHT + 2 * ROW;
  const rows = [...runs.map(({ name }, run) => legendRow(run, name)), noteRow(view)];
  const legendTop = figures.length * panel + PAD;
  const height = legendTop + rows.length * ROW + PAD;
  const charts = figures.map((figure, at) => group(at * panel + PAD, figureParts(runs, figure, view), at));
  const legend = rows.map((parts, at) => group(legendTop + at * ROW, parts));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="12">`,
    `<title>${xmlText(runs.map(({ name }) => name).join(', '))}</title>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...charts,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
}

function figureParts(runs: readonly NamedCurves[], figure: CurveFigure, view: CurveView): ChartPart[] {
  const curves = runs.map((run) => run.curves);
  const chart = layOutCurves(curves, figure, view, { width: WIDTH, height: HEIGHT });
  const { left, top, right, bottom } = chart.plot;
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  const title = view.isLog ? `${FIGURE_TITLES[figure]}, logarithmic` : FIGURE_TITLES[figure];
  return [
    { tag: 'text', look: 'heading', attributes: { x: left, y: 4 }, text: title },
    { tag: 'rect', look: 'frame', attributes: frame },
    ...chartParts(chart, figure, view.axis, { axis: AXIS_TITLES[view.axis] }),
  ];
}

function legendRow(run: number, name: string): ChartPart[] {
  const look = `run-${run % RUN_LOOKS}`;
  return [
    { tag: 'path', look: `test ${look}`, attributes: { d: 'M58 8H94' } },
    { tag: 'path', look: `mark ${look}`, attributes: { d: markPath(run, 76, 8) } },
    { tag: 'text', look: 'note', attributes: { x: 104, y: 12 }, text: name },
  ];
}

function noteRow({ smoothing }: CurveView): ChartPart[] {
  const smoothed =
    smoothing === 0 ? '' : `, its mean over about ${smoothing} steps before a faint line of all`;
  const text = `bold: test; dashed: training${smoothed}`;
  return [{ tag: 'text', look: 'note', attributes: { x: 58, y: 12 }, text }];
}

function group(y: number, parts: readonly ChartPart[], clip?: number): string {
  const texts = parts.map((part) => written(part, clip ?? 0));
  return `<g transform="translate(0 ${y})">${texts.join('')}</g>`;
}

/** `clip` tells the charts of one file apart. */
function written({ tag, look, attributes, text, parts }: ChartPart, clip: number): string {
  const own = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
  if (look === 'frame') return `<clipPath id="plot-${clip}"><rect${own}/></clipPath>`;
  const drawn = look === 'curves' ? ` clip-path="url(#plot-${clip})"` : ` ${printLook(look)}`;
  const inside =
    text === undefined ? (parts ?? []).map((part) => written(part, clip)).join('') : xmlText(text);
  return `<${tag}${own}${drawn}>${inside}</${tag}>`;
}

function printLook(look: string): string {
  const [kind = '', run] = look.split(' run-');
  const plain = PRINT_LOOKS[kind] ?? '';
  if (run === undefined) return plain;
  return `${plain} ${kind === 'mark' ? 'fill' : 'stroke'}="${PRINT_COLOURS[Number(run)] ?? '#111111'}"`;
}
