import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { RunProgress } from './activeRun.ts';
import type { RunOutcome } from './trainingProcess.ts';

/** As `vscode.l10n.t`: holes are `{0}`, `{1}`, … */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** One line for a notification: `step 120 of 460 · 3,210 examples/s · 12 s left · test 94.2 %`. */
export function progressText(progress: RunProgress, t: Translate): string {
  if (progress.isStopping) return t('stopping…');
  const { start, step, evaluation, activity } = progress;
  if (activity === 'pausing') return t('pausing…');
  if (activity === 'paused')
    return step === null ? t('paused') : t('paused after step {0}', count(step.step));
  if (step === null) return start === null ? t('preparing…') : t('the first step…');
  const parts = [
    start === null
      ? t('step {0}', count(step.step))
      : t('step {0} of {1}', count(step.step), count(start.steps)),
    t('{0} examples/s', count(Math.round(step.examplesPerSecond))),
    t('{0} left', durationText(step.secondsLeft, t)),
  ];
  if (evaluation !== null) parts.push(t('test accuracy {0}', percent(evaluation.accuracy)));
  return parts.join(' · ');
}

/** The share of the run that is done, 0 to 1; null while the length is not known. */
export function progressShare(progress: RunProgress): number | null {
  const steps = progress.start?.steps ?? 0;
  return steps === 0 ? null : Math.min(1, (progress.step?.step ?? progress.start?.resumedAt ?? 0) / steps);
}

export function outcomeText(name: string, outcome: RunOutcome, t: Translate): string {
  switch (outcome.type) {
    case 'ended':
      return endText(name, outcome.reason, outcome.accuracy, t);
    case 'failed':
      return t('{0}: {1}', name, outcome.message);
    case 'lost':
      return t('The training process of {0} is gone. It can be resumed from its last checkpoint.', name);
    case 'detached':
      return t('{0} goes on.', name);
  }
}

function endText(
  name: string,
  reason: 'finished' | 'stopped' | 'diverged',
  accuracy: number | null,
  t: Translate,
): string {
  const figure = accuracy === null ? '' : ` ${t('Test accuracy {0}.', percent(accuracy))}`;
  switch (reason) {
    case 'finished':
      return t('{0} is trained.', name) + figure;
    case 'stopped':
      return t('{0} was stopped; it can be resumed.', name) + figure;
    case 'diverged':
      return (
        t('{0} diverged: its loss is no number any more.', name) +
        ` ${t('Try a lower learning rate or a warm-up.')}`
      );
  }
}

/** A line of the task's terminal; null for what would only be noise there, or is told with others: see `TerminalLines`. */
export function eventLine(event: TrainingEvent, t: Translate): string | null {
  switch (event.event) {
    case 'start':
      return t(
        '{0} on {1}, {2} trainable parameters, {3} training and {4} test examples, {5} steps. Run folder: {6}',
        event.backend,
        event.device,
        count(event.trainable),
        count(event.examples.train),
        count(event.examples.test),
        count(event.steps),
        event.run,
      );
    case 'notice':
      return event.message;
    case 'step':
      return t(
        'step {0}  epoch {1}  loss {2}  accuracy {3}  {4} examples/s  {5} left',
        count(event.step),
        count(event.epoch),
        event.loss.toFixed(4),
        percent(event.accuracy),
        count(Math.round(event.examplesPerSecond)),
        durationText(event.secondsLeft, t),
      );
    case 'evaluation':
      return t(
        'test at step {0}: loss {1}, accuracy {2}',
        count(event.step),
        event.loss.toFixed(4),
        percent(event.accuracy),
      );
    case 'checkpoint':
    case 'end':
    case 'error':
      return null;
  }
}

/** `45 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(seconds: number, t: Translate): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t('{0} s', whole);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t('{0} min {1} s', minutes, whole % 60);
  return t('{0} h {1} min', Math.floor(minutes / 60), String(minutes % 60).padStart(2, '0'));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
