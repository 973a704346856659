import type { ViewState } from '../../src/protocol/trainingView.ts';
import type { RunHistory } from './runHistory.ts';

export interface FigureText {
  readonly label: string;
  readonly value: string;
}

const STATE_WORDS: Readonly<Record<ViewState, string>> = {
  preparing: 'Preparing',
  running: 'Training',
  stopping: 'Stopping',
  finished: 'Finished',
  stopped: 'Stopped',
  diverged: 'Diverged',
  failed: 'Failed',
  lost: 'Interrupted',
};

export function stateWord(state: ViewState): string {
  return STATE_WORDS[state];
}

/** True while there is something to stop. */
export function isGoing(state: ViewState): boolean {
  return state === 'preparing' || state === 'running' || state === 'stopping';
}

/** True where the run made checkpoints that it can go on from; whether it has one shows when it is tried. */
export function canResume(state: ViewState): boolean {
  return state === 'stopped' || state === 'lost' || state === 'failed';
}

/** The strip of figures below the heading, in reading order. */
export function figureTexts(history: RunHistory, state: ViewState): FigureText[] {
  const { start, lastStep, lastEvaluation, bestError } = history;
  const figures: FigureText[] = [];
  const add = (label: string, value: string): void => {
    figures.push({ label, value });
  };
  if (lastStep !== null) {
    add('Step', start === null ? whole(lastStep.step) : `${whole(lastStep.step)} of ${whole(start.steps)}`);
    add('Epoch', whole(lastStep.epoch));
    add('Loss', threeDigits(lastStep.loss));
    add('Learning rate', Number(lastStep.learningRate.toPrecision(3)).toString());
    add('Rate', `${whole(Math.round(lastStep.examplesPerSecond))} examples/s`);
    add('Time', duration(lastStep.seconds));
    if (isGoing(state)) add('Time left', duration(lastStep.secondsLeft));
  }
  if (lastEvaluation !== null) {
    add('Test accuracy', percent(lastEvaluation.accuracy));
    add('Test error', percent(lastEvaluation.error));
  }
  if (bestError !== null) add('Best test error', percent(bestError));
  return figures;
}

/** What the run works with, in one line. */
export function settingText(history: RunHistory): string {
  const { start } = history;
  if (start === null) return '';
  const examples = `${whole(start.examples.train)} training and ${whole(start.examples.test)} test examples`;
  return `${start.backend} on ${start.device} · ${whole(start.trainable)} trainable parameters · ${examples}`;
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

function duration(seconds: number): string {
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes} min ${total % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
