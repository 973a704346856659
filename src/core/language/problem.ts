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
  /** The message where only these fixes are left, for one that names them. */
  readonly rephrase?: (fixes: readonly ProblemFix[]) => Message;
  /** The value that the bad one was calculated from. */
  readonly cause?: Cause;
}

export interface ProblemFix {
  readonly title: Message;
  readonly changes: readonly Change[];
  /** How the message names it. */
  readonly phrase?: FixPhrase;
}

export interface FixPhrase {
  /** "`shortcut: B`". */
  readonly text: string;
  /** What it costs, "(+576 parameters)"; null where nothing is said of it. */
  readonly cost: string | null;
}

/** A parameter's value, which may be wrong in several expressions at once. */
export interface Cause {
  readonly place: Place;
  readonly parameter: string;
  /** The value as a person would write it. */
  readonly value: string;
}

export type Report = (problem: Problem) => void;
