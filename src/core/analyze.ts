import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Model } from './model/model.ts';
import type { TrainingPlan } from './plan/trainingPlan.ts';
import type { Spec } from './spec/spec.ts';
import { LineIndex } from './spec/textRange.ts';

export interface AnalyzeOptions {
  /** Name of an entry of `variants`. */
  readonly variant?: string;
  /** `--set name=value`: parameters of the file; stronger than the variant. */
  readonly set?: Readonly<Record<string, number | string>>;
}

export interface Analysis {
  readonly text: string;
  readonly lines: LineIndex;
  readonly spec: Spec;
  /** As much as could be built; null where not even an input and a layer list could be read. */
  readonly model: Model | null;
  /** Null where the file has no `train:`. */
  readonly plan: TrainingPlan | null;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}
