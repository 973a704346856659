import type { TextRange } from '../spec/textRange.ts';
import type { Message } from './message.ts';

/** Stable codes, by family. A code is never reused for another meaning. */
export const DIAGNOSTIC_CODES = [
  'spec.syntax',
  'spec.unknown-key',
  'spec.missing-key',
  'spec.wrong-type',
  'spec.out-of-range',
  'spec.duplicate-name',
  'spec.unknown-kind',
  'spec.several-kinds',
  'spec.unknown-parameter',
  'spec.bad-expression',
  'spec.not-an-integer',
  'spec.too-large',
  'reference.unknown-name',
  'reference.unknown-block',
  'reference.cycle',
  'reference.recursive-block',
  'reference.weights-differ',
  'shape.residual-mismatch',
  'shape.add-mismatch',
  'shape.concat-mismatch',
  'shape.empty-output',
  'shape.symbol-restricted',
  'shape.groups-not-divisible',
  'shape.rank-mismatch',
  'shape.map-grows',
  'graph.unused-input',
  'graph.unreachable',
  'graph.no-layers',
  'paper.parameters-differ',
  'paper.depth-differs',
  'paper.stage-differs',
  'train.input-mismatch',
  'train.classes-mismatch',
  'train.head-shape',
  'train.schedule-outside-run',
  'train.dataset-missing',
  'train.memory',
] as const;
export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

export type Severity = 'error' | 'warning' | 'information';

/** Every place is one in the text that was analysed. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: Message;
  readonly range: TextRange;
  readonly related: readonly { readonly message: Message; readonly range: TextRange }[];
  readonly fixes: readonly Fix[];
}

/** A change of the text that would mend the mistake. What it costs: see `priceFix`. */
export interface Fix {
  readonly title: Message;
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}
