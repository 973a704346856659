import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { TRAINING_WORDS } from '../../../src/protocol/trainingWords.ts';
import { alignCurves } from '../../../webview/training/alignCurves.ts';
import { figureTexts, shareDone } from '../../../webview/training/figures.ts';
import { highestShown } from '../../../webview/training/highestShown.ts';
import { RunHistoryBuilder } from '../../../webview/training/runHistory.ts';
import { evaluationEvent, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

describe('the history of a run', () => {
  it('keeps every step of a short run', () => {
    const history = new RunHistoryBuilder();
    for (let step = 1; step <= 10; step++) history.add(stepEvent(step, step / 10, 0.75));
    expect(history.training).toHaveLength(10);
    expect(history.training[3]).toEqual({ step: 4, loss: 0.4, error: 0.25 });
  });

  it('averages the steps of a long run, and loses none', () => {
    const history = new RunHistoryBuilder();
    const steps = 64_000;
    for (let step = 1; step <= steps; step++) history.add(stepEvent(step, step, 0.5));
    const points = history.training;
    expect(points.length).toBeGreaterThan(450);
    expect(points.length).toBeLessThanOrEqual(1000);
    expect(points[points.length - 1]?.step).toBe(steps);
    // All but the last stand for equally many steps.
    const widths = new Set(points.slice(1, -1).map(({ step }, i) => step - (points[i]?.step ?? 0)));
    expect(widths.size).toBe(1);
    // The first point stands for the steps up to it: their mean.
    const first = points[0]?.step ?? 0;
    expect(points[0]?.loss).toBeCloseTo((first + 1) / 2, 9);
    expect(points.every(({ error }) => error === 0.5)).toBe(true);
  });

  it('knows the best test', () => {
    const history = new RunHistoryBuilder();
    history.add(startEvent(200));
    for (const [step, accuracy] of [
      [50, 0.9],
      [100, 0.95],
      [150, 0.94],
    ] as const) {
      history.add(stepEvent(step));
      history.add(evaluationEvent(step, accuracy));
    }
    expect(history.history.bestError).toBeCloseTo(0.05, 9);
    expect(shareDone(history.history)).toBe(0.75);
    const figures = Object.fromEntries(
      figureTexts(history.history, 'running', TRAINING_WORDS).map(({ label, value }) => [label, value]),
    );
    expect(figures).toMatchObject({
      Step: '150 of 200',
      'Test error': '6.0 %',
      'Best test error': '5.0 %',
      'Time left': '1 min 35 s',
    });
    expect(figureTexts(history.history, 'finished', TRAINING_WORDS).map(({ label }) => label)).not.toContain(
      'Time left',
    );
  });
});

it.each([
  [0.1, '0.1'],
  [0.0125, '0.0125'],
  [0.000_001_170_4, '1.17e-6'],
  [0, '0'],
])('writes a learning rate of %s as %s', (learningRate, text) => {
  const history = new RunHistoryBuilder();
  history.add({ ...stepEvent(1), event: 'step', learningRate } as TrainingEvent);
  const figures = figureTexts(history.history, 'running', TRAINING_WORDS);
  expect(figures.find(({ label }) => label === 'Learning rate')?.value).toBe(text);
});

describe('what is drawn', () => {
  const point = (step: number, loss: number): { step: number; loss: number; error: number } => ({
    step,
    loss,
    error: loss,
  });

  it('puts both curves on one axis', () => {
    const training = [point(1, 10), point(2, 20), point(4, 40)];
    const test = [point(2, 5), point(3, 6)];
    expect(alignCurves(training, test, 'loss')).toEqual([
      [1, 2, 3, 4],
      [10, 20, null, 40],
      [null, 5, 6, null],
    ]);
    expect(alignCurves([], [], 'loss')).toEqual([[], [], []]);
  });

  it('does not let one wild test flatten the rest', () => {
    const calm = Array.from({ length: 20 }, () => 0.5);
    expect(highestShown([2, 1, 0.5], [40, ...calm])).toBeCloseTo(2.1, 9);
    expect(highestShown([], [3])).toBeGreaterThan(3);
    expect(highestShown([], [])).toBe(1);
  });
});
