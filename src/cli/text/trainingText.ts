import { formatCount } from '../../core/model/formatCount.ts';
import { formatShare } from '../../core/report/quantities.ts';
import type { EvaluationEvent, StepEvent, TrainingEvent } from '../../protocol/trainingEvents.ts';
import { formatDuration } from './formatDuration.ts';

type StartEvent = Extract<TrainingEvent, { event: 'start' }>;
type EndEvent = Extract<TrainingEvent, { event: 'end' }>;

export function startText(event: StartEvent): string {
  const { train, test } = event.examples;
  const resumed = event.resumedAt === 0 ? '' : `, going on after step ${formatCount(event.resumedAt)}`;
  return [
    `Training ${formatCount(event.trainable)} parameters on ${formatCount(train)} examples`,
    ` (${formatCount(test)} to test with), ${formatCount(event.steps)} steps`,
    `, ${formatCount(event.stepsPerEpoch)} an epoch${resumed}.\n`,
    `Backend ${event.backend}, device ${event.device}. Run folder: ${event.run}\n`,
  ].join('');
}

/** `steps` is where the run ends; 0 where that is not known. */
export function stepText(event: StepEvent, steps: number): string {
  const of = steps === 0 ? '' : `/${formatCount(steps)}`;
  return [
    `step ${formatCount(event.step)}${of}`,
    `${formatDuration(event.secondsLeft)} left`,
    `epoch ${event.epoch}`,
    `loss ${event.loss.toFixed(4)}`,
    `accuracy ${formatShare(event.accuracy)}`,
    `${formatCount(Math.round(event.examplesPerSecond))} examples/s`,
    `rate ${Number(event.learningRate.toPrecision(3))}`,
  ].join('  ');
}

export function evaluationText(event: EvaluationEvent): string {
  return [
    `after step ${formatCount(event.step)}: test accuracy ${formatShare(event.accuracy)}`,
    `error ${formatShare(event.error)}`,
    `loss ${event.loss.toFixed(4)}\n`,
  ].join(', ');
}

export function endText(event: EndEvent, run: string): string {
  const accuracy = event.accuracy === null ? '' : ` Test accuracy ${formatShare(event.accuracy)}.`;
  const at = `after step ${formatCount(event.step)}, ${formatDuration(event.seconds)} of training`;
  switch (event.reason) {
    case 'finished':
      return `Finished ${at}.${accuracy}\n`;
    case 'stopped':
      return `Stopped ${at}.${accuracy} ${goOnText(run)}\n`;
    case 'diverged':
      return `Diverged ${at}: the loss or a weight is no longer a finite number. Try a lower learning rate or a warm-up.\n`;
  }
}

export function goOnText(run: string): string {
  return `Go on with: resnet train --resume ${run}`;
}
