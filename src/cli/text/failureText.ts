import type { CommandFailure } from '../commandFailure.ts';
import type { Style } from './style.ts';

/** What went wrong on one line and, where it is known, what to do on the next. */
export function describeFailure(failure: CommandFailure, style: Style): string {
  const next = failure.whatToDo === null ? '' : `  ${failure.whatToDo}\n`;
  return `${style.red('resnet:')} ${failure.message}\n${next}`;
}
