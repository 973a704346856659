import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { eventLine, type Translate } from './progressText.ts';

type CheckpointEvent = Extract<TrainingEvent, { event: 'checkpoint' }>;

/**
 * The lines of the task's terminal. The best step so far writes two files, one after the other: they are one
 * line, so a checkpoint is held until the next event says whether there is another of its step.
 */
export class TerminalLines {
  readonly #t: Translate;
  #held: CheckpointEvent[] = [];

  constructor(t: Translate) {
    this.#t = t;
  }

  /** The lines that this event makes known. */
  of(event: TrainingEvent): string[] {
    if (event.event === 'checkpoint') {
      const lines = this.#held[0]?.step === event.step ? [] : this.rest();
      this.#held.push(event);
      return lines;
    }
    const line = eventLine(event, this.#t);
    return line === null ? this.rest() : [...this.rest(), line];
  }

  /** What was held when no event follows any more. */
  rest(): string[] {
    const [first, ...others] = this.#held;
    this.#held = [];
    if (first === undefined) return [];
    return [checkpointLine(first.step, [first, ...others].map(fileName), this.#t)];
  }
}

function checkpointLine(step: number, files: readonly string[], t: Translate): string {
  const [first = '', second] = [...new Set(files)];
  const at = step.toLocaleString('en-US');
  return second === undefined
    ? t('checkpoint at step {0}: {1}', at, first)
    : t('checkpoint at step {0}: {1} and {2}', at, first, second);
}

function fileName({ path }: CheckpointEvent): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
