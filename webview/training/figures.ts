import type { ViewState } from '../../src/protocol/trainingView.ts';
import type { TrainingWords } from '../../src/protocol/trainingWords.ts';
import { fill } from '../fill.ts';
import type { RunHistory } from './runHistory.ts';

export interface FigureText {
  readonly label: string;
  readonly value: string;
}

/** True while there is something to stop. */
export function isGoing(state: ViewState): boolean {
  return state === 'preparing' || state === 'running' || state === 'stopping' || isPaused(state);
}

export function canPause(state: ViewState): boolean {
  return state === 'preparing' || state === 'running';
}

/** True where a run waits, or is about to, until it is told to go on. */
export function isPaused(state: ViewState): boolean {
  return state === 'pausing' || state === 'paused';
}

/** True where the run made checkpoints that it can go on from; whether it has one shows when it is tried. */
export function canResume(state: ViewState): boolean {
  return state === 'stopped' || state === 'lost' || state === 'failed';
}

/** The strip of figures below the heading, in reading order. */
export function figureTexts(history: RunHistory, state: ViewState, words: TrainingWords): FigureText[] {
  const { start, lastStep, lastEvaluation, bestError } = history;
  const figures: FigureText[] = [];
  const add = (label: string, value: string): void => {
    figures.push({ label, value });
  };
  if (lastStep !== null) {
    const step = whole(lastStep.step);
    add(words.step, start === null ? step : fill(words.stepOf, step, whole(start.steps)));
    add(words.epoch, whole(lastStep.epoch));
    add(words.loss, threeDigits(lastStep.loss));
    add(words.learningRate, rateText(lastStep.learningRate));
    add(words.rate, fill(words.examplesPerSecond, whole(Math.round(lastStep.examplesPerSecond))));
    add(words.time, duration(lastStep.seconds, words));
    if (isGoing(state)) add(words.timeLeft, duration(lastStep.secondsLeft, words));
  }
  if (lastEvaluation !== null) {
    add(words.testAccuracy, percent(lastEvaluation.accuracy));
    add(words.testError, percent(lastEvaluation.error));
  }
  if (bestError !== null) add(words.bestTestError, percent(bestError));
  return figures;
}

/** What the run works with, in one line. */
export function settingText(history: RunHistory, words: TrainingWords): string {
  const { start } = history;
  if (start === null) return '';
  const { backend, device, trainable, examples } = start;
  return fill(words.setting, backend, device, whole(trainable), whole(examples.train), whole(examples.test));
}

/** Share of the run that is done, 0 to 1. */
export function shareDone(history: RunHistory): number {
  const steps = history.start?.steps ?? 0;
  return steps === 0 ? 0 : Math.min(1, (history.lastStep?.step ?? 0) / steps);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Without digits that say nothing: `20 %`, `0.5 %`. */
export function shortPercent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}

export function threeDigits(value: number): string {
  return value.toPrecision(3);
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

function duration(seconds: number, words: TrainingWords): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return fill(words.seconds, total);
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return fill(words.minutes, minutes, total % 60);
  return fill(words.hours, Math.floor(minutes / 60), minutes % 60);
}

/** `0.1`, `0.0125`, `1.17e-6`. */
function rateText(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return rounded > 0 && rounded < 1e-4 ? rounded.toExponential() : rounded.toString();
}
