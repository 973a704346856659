import type { DiagnosticCode, Severity } from '../diagnostics/diagnostic.ts';
import type { Message } from '../diagnostics/message.ts';
import type { SolvedRestriction } from '../symbolic/fit.ts';
import type { Change, Place } from './place.ts';

/** A diagnostic whose places are not ranges of the file yet. */
export interface Problem {
  readonly code: DiagnosticCode;
  /** Error unless said. */
  readonly severity?: Severity;
  readonly place: Place;
  readonly message: Message;
  /** Where it is a mistake for some values of the symbols only: what has to hold. See `decideRestrictions`. */
  readonly restrictions?: readonly SolvedRestriction[];
  readonly related?: readonly { readonly place: Place; readonly message: Message }[];
  readonly fixes?: readonly ProblemFix[];
}

export interface ProblemFix {
  readonly title: Message;
  readonly changes: readonly Change[];
}

export type Report = (problem: Problem) => void;
