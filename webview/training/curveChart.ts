import uPlot from 'uplot';
import type { TrainingWords } from '../../src/protocol/trainingWords.ts';
import { alignCurves, type Figure } from './alignCurves.ts';
import { highestShown } from './highestShown.ts';
import type { CurvePoint } from './runHistory.ts';
import type { ThemeColors } from './themeColors.ts';

export interface CurveChartOptions {
  readonly figure: Figure;
  readonly title: string;
  readonly words: TrainingWords;
  readonly format: (value: number) => string;
  /** For the axis, where there is less room. */
  readonly formatTick: (value: number) => string;
  readonly colors: () => ThemeColors;
}

const HEIGHT_PX = 240;
const MIN_WIDTH_PX = 200;

/** One figure over the steps: the training curve dashed, the test curve bold. */
export class CurveChart {
  readonly element: HTMLElement;
  readonly #plot: uPlot;
  readonly #figure: Figure;
  readonly #area: HTMLElement;
  #high = 1;

  constructor(options: CurveChartOptions) {
    this.#figure = options.figure;
    this.element = document.createElement('section');
    this.element.className = 'chart';
    const heading = document.createElement('h2');
    heading.textContent = options.title;
    this.#area = document.createElement('div');
    this.#area.className = 'plot';
    this.element.append(heading, this.#area);
    this.#plot = new uPlot(
      plotOptions(options, () => this.#high),
      [[], [], []],
      this.#area,
    );
    new ResizeObserver(() => {
      // In the next frame: to resize while sizes are being observed would make the observer complain.
      requestAnimationFrame(() => {
        this.#fit();
      });
    }).observe(this.#area);
  }

  show(training: readonly CurvePoint[], test: readonly CurvePoint[]): void {
    this.#high = highestShown(
      training.map((point) => point[this.#figure]),
      test.map((point) => point[this.#figure]),
    );
    this.#plot.setData(alignCurves(training, test, this.#figure));
  }

  /** After a change of theme. */
  repaint(): void {
    this.#plot.redraw(false, true);
  }

  #fit(): void {
    const width = Math.max(MIN_WIDTH_PX, Math.floor(this.#area.clientWidth));
    if (width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT_PX });
  }
}

function plotOptions(
  { words, format, formatTick, colors }: CurveChartOptions,
  high: () => number,
): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: () => colors().text,
    grid: { stroke: () => colors().grid, width: 1 },
    ticks: { stroke: () => colors().grid, width: 1 },
  };
  const value = legendValue(format);
  return {
    width: MIN_WIDTH_PX,
    height: HEIGHT_PX,
    scales: { x: { time: false }, y: { range: () => [0, high()] } },
    axes: [
      { ...axis, size: 34, values: (_, ticks) => ticks.map(whole) },
      { ...axis, size: 60, values: (_, ticks) => ticks.map(formatTick) },
    ],
    series: [
      { label: words.stepCurve, value: legendValue(whole) },
      {
        label: words.trainingCurve,
        stroke: () => colors().training,
        width: 1.5,
        dash: [5, 4],
        spanGaps: true,
        points: { show: false },
        value,
      },
      {
        label: words.testCurve,
        stroke: () => colors().test,
        width: 3,
        spanGaps: true,
        points: { show: true, size: 5 },
        value,
      },
    ],
    cursor: { points: { size: 7 }, drag: { x: true, y: false } },
    // The markers look like the curves: training dashed, test bold.
    legend: {
      markers: {
        width: (_, series) => (series === 2 ? 3 : 2),
        dash: (_, series) => (series === 1 ? 'dashed' : 'solid'),
      },
    },
  };
}

/** At the pointer the value there, else the newest. */
function legendValue(format: (value: number) => string): uPlot.Series.Value {
  return (plot, raw: number | null, series, at) => {
    const shown = at === null ? newest(Array.from<Point>(plot.data[series] ?? [])) : raw;
    return typeof shown === 'number' ? format(shown) : '–';
  };
}

type Point = number | null | undefined;

function newest(points: readonly Point[]): Point {
  return points.findLast((point) => typeof point === 'number');
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
