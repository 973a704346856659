import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from '../../../src/core/curves/axisTicks.ts';
import { chartSvg } from '../../../src/core/curves/chartSvg.ts';
import { layOutCurves } from '../../../src/core/curves/curveChart.ts';
import { curvesCsv } from '../../../src/core/curves/curvesCsv.ts';
import { WHOLE_VIEW } from '../../../src/core/curves/curveView.ts';
import { type CurvePoint, type RunCurves, RunCurvesBuilder } from '../../../src/core/curves/runCurves.ts';
import { runFigures } from '../../../src/core/curves/runFigures.ts';
import { smoothCurve } from '../../../src/core/curves/smoothCurve.ts';
import { valueText } from '../../../src/core/curves/valueText.ts';
import { END_EVENT, evaluationEvent, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

const SIZE = { width: 500, height: 300 };

function point(step: number, value: number, steps = 1): CurvePoint {
  return { step, seconds: step * 36, loss: value, error: value, steps };
}

function curves(training: readonly CurvePoint[], test: readonly CurvePoint[] = []): RunCurves {
  return { training, test, stepsPerEpoch: 10 };
}

describe('the curves of a run', () => {
  it('hold every step of a short run, and each test at the time of the last step', () => {
    const built = new RunCurvesBuilder();
    for (const event of [startEvent(), stepEvent(1, 0.4, 0.75), stepEvent(2), evaluationEvent(2, 0.5)])
      built.add(event);
    expect(built.training[0]).toEqual({ step: 1, seconds: 1, loss: 0.4, error: 0.25, steps: 1 });
    expect(built.test).toEqual([{ step: 2, seconds: 2, loss: 0.3, error: 0.5, steps: 1 }]);
    expect(built.stepsPerEpoch).toBe(23);
  });

  it('average the steps of a long run, and lose none', () => {
    const built = new RunCurvesBuilder();
    const steps = 64_000;
    for (let step = 1; step <= steps; step++) built.add(stepEvent(step, step, 0.5));
    const points = built.training;
    expect(points.length).toBeGreaterThan(450);
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(points.at(-1)?.step).toBe(steps);
    expect(points.reduce((sum, each) => sum + each.steps, 0)).toBe(steps);
    // The first point stands for the steps up to it: their mean.
    expect(points[0]?.loss).toBeCloseTo(((points[0]?.step ?? 0) + 1) / 2, 6);
    expect(points.every(({ error }) => error === 0.5)).toBe(true);
  });

  it('are smoothed by a mean whose width is in steps', () => {
    const e = Math.exp(-1);
    const smooth = smoothCurve([point(10, 1), point(20, 0), point(30, 0)], 10);
    expect(smooth.map(({ loss }) => loss)).toEqual([
      1,
      expect.closeTo(e / (1 + e), 12),
      expect.closeTo(e ** 2 / (1 + e + e ** 2), 12),
    ]);
    // A point that stands for three steps weighs three times as much.
    expect(smoothCurve([point(3, 1, 3), point(4, 0)], 1e9)[1]?.loss).toBeCloseTo(0.75, 6);
    expect(smoothCurve([point(1, 5)], 0)).toEqual([point(1, 5)]);
  });

  it('tell what a run has come to', () => {
    const events = [
      startEvent(200),
      stepEvent(50),
      evaluationEvent(50, 0.9),
      stepEvent(99),
      evaluationEvent(99, 0.8),
    ];
    expect(runFigures(events)).toEqual({
      step: 99,
      steps: 200,
      bestAccuracy: 0.9,
      lastAccuracy: 0.8,
      seconds: 99,
    });
    expect(runFigures([...events, END_EVENT])).toMatchObject({ step: 100, seconds: 60 });
    expect(runFigures([])).toEqual({
      step: null,
      steps: null,
      bestAccuracy: null,
      lastAccuracy: null,
      seconds: null,
    });
  });
});

describe('a chart', () => {
  it('has round numbers at its axes', () => {
    expect(linearTicks(0, 0.21, 4)).toEqual([0, 0.1, 0.2]);
    expect(linearTicks(0, 64_000, 6)).toEqual([0, 20_000, 40_000, 60_000]);
    expect(linearTicks(3, 3, 4)).toEqual([3]);
    expect(logTicks(0.03, 2.5)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(1e-6, 1)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(valueText('error', 0.0875)).toBe('8.75 %');
  });

  it.each([
    ['step', 100],
    ['epoch', 10],
    ['hours', 1],
  ] as const)('goes over %s from 0 to the end of the longest run', (axis, end) => {
    const long = curves([point(1, 1), point(100, 0.5)]);
    const chart = layOutCurves([curves([point(1, 1)]), long], 'loss', { ...WHOLE_VIEW, axis }, SIZE);
    expect(chart.span).toEqual([0, end]);
    const last = chart.lines.find(({ run, kind }) => run === 1 && kind === 'training')?.points.at(-1);
    expect(last).toMatchObject({ at: end, value: 0.5, x: chart.plot.right });
  });

  it('does not let one wild test flatten the rest', () => {
    const tests = [point(1, 40), ...Array.from({ length: 20 }, (_, at) => point(at + 2, 0.5))];
    const chart = layOutCurves([curves([point(1, 2), point(22, 0.5)], tests)], 'loss', WHOLE_VIEW, SIZE);
    const highest = chart.values.at(-1)?.value;
    expect(highest).toBe(2);
    const wild = chart.lines.find(({ kind }) => kind === 'test')?.points[0];
    expect(wild?.y).toBeLessThan(chart.plot.top);
  });

  it('on a logarithmic scale has equal distances for equal ratios, and 0 at the bottom', () => {
    const run = curves([point(1, 1), point(2, 0.1), point(3, 0.01), point(4, 0)]);
    const chart = layOutCurves([run], 'loss', { ...WHOLE_VIEW, isLog: true }, SIZE);
    const [a = 0, b = 0, c = 0, zero = 0] = chart.lines[0]?.points.map(({ y }) => y) ?? [];
    expect(b - a).toBeCloseTo(c - b, 9);
    expect(zero).toBe(chart.plot.bottom);
  });

  it('shows the steps faintly behind their mean', () => {
    const chart = layOutCurves(
      [curves([point(1, 1), point(2, 0)])],
      'loss',
      { ...WHOLE_VIEW, smoothing: 10 },
      SIZE,
    );
    expect(chart.lines.map(({ kind }) => kind)).toEqual(['raw', 'training', 'test']);
    expect(chart.lines[0]?.points[1]?.value).toBe(0);
    expect(chart.lines[1]?.points[1]?.value).toBeGreaterThan(0.4);
  });

  it('of a part of the axis has the lines up to its borders, and fits what is in it', () => {
    const run = curves([1, 2, 3, 4, 5, 6].map((step) => point(step, 10 / step ** 2)));
    const chart = layOutCurves([run], 'loss', { ...WHOLE_VIEW, range: [3.5, 5.5] }, SIZE);
    expect(chart.lines[0]?.points.map(({ at }) => at)).toEqual([3, 4, 5, 6]);
    expect(chart.values.at(-1)?.value).toBeLessThan(2);
  });

  it('can be laid out before there is any point', () => {
    for (const isLog of [false, true]) {
      const chart = layOutCurves([curves([])], 'error', { ...WHOLE_VIEW, isLog }, SIZE);
      expect(chart.values.length).toBeGreaterThan(1);
      expect(chart.span).toEqual([0, 1]);
    }
  });
});

describe('curves as files', () => {
  const events = [startEvent(), stepEvent(46, 0.5, 0.9), evaluationEvent(46, 0.8)];

  it('have every point as it was measured', () => {
    expect(curvesCsv([{ name: 'a, b', events }]).split('\r\n')).toEqual([
      'run,set,step,epoch,seconds,loss,error',
      '"a, b",training,46,2,46,0.5,0.1',
      '"a, b",test,46,2,46,0.3,0.2',
      '',
    ]);
  });

  it('are drawn training dashed and test bold, each run in a colour and with a mark of its own', () => {
    const built = new RunCurvesBuilder();
    for (const event of events) built.add(event);
    const runs = [
      { name: 'A < B', curves: built },
      { name: 'second', curves: built },
    ];
    const svg = chartSvg(runs, { figures: ['error', 'loss'], view: { ...WHOLE_VIEW, smoothing: 30 } });
    expect(svg).toContain('A &lt; B');
    expect(svg).toContain('mean over about 30 steps');
    // Two runs in two charts.
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(4);
    expect(svg.match(/stroke-width="2.8" stroke="#0072b2"/g)).toHaveLength(3);
    expect(svg.match(/stroke-width="2.8" stroke="#c44e00"/g)).toHaveLength(3);
  });
});
