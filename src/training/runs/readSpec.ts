import { type AnalyzeOptions, analyze } from '../../core/analyze.ts';
import { formatMessage } from '../../core/diagnostics/message.ts';
import { type FlatModel, flatten } from '../../core/model/flatten.ts';
import type { Model } from '../../core/model/model.ts';
import type { DatasetPlan, TrainingPlan } from '../../core/plan/trainingPlan.ts';
import type { PlanOverrides } from '../../protocol/runFolder.ts';
import { TrainingError } from '../trainingError.ts';
import { overridePlan } from './resolvePlan.ts';

export interface TrainableSpec {
  readonly model: Model;
  readonly flat: FlatModel;
  readonly plan: TrainingPlan;
  readonly dataset: DatasetPlan;
}

export interface SpecSource {
  readonly text: string;
  /** For messages: the file's name. */
  readonly name: string;
  readonly variant: string | null;
  readonly set: Readonly<Record<string, number | string>>;
  readonly overrides: PlanOverrides;
}

/** The model and the plan of a spec without mistakes; the first mistake is the error. */
export function readSpec(source: SpecSource): TrainableSpec {
  const options: AnalyzeOptions = {
    set: source.set,
    ...(source.variant === null ? {} : { variant: source.variant }),
  };
  const { model, plan, diagnostics, lines } = analyze(source.text, options);
  // Whether model and data set fit is judged by the data themselves, once they are open: see trainableHeads.
  const mistake = diagnostics.find(
    ({ severity, code }) => severity === 'error' && !code.startsWith('train.'),
  );
  if (mistake !== undefined) {
    const { line, character } = lines.position(mistake.range.start);
    throw new TrainingError(
      'spec.errors',
      1,
      `${source.name}:${line + 1}:${character + 1}: ${formatMessage(mistake.message)} [${mistake.code}] Mend the spec first; \`resnet check\` shows all its mistakes.`,
    );
  }
  if (model === null || model.body.outputs.length === 0) {
    throw new TrainingError('spec.errors', 1, `${source.name} holds no model that can be trained.`);
  }
  if (plan?.dataset == null) {
    throw new TrainingError(
      'spec.no-training',
      1,
      `${source.name} does not say what to train on. Write \`train:\` with a \`dataset:\`, for example \`dataset: digits\`.`,
    );
  }
  return {
    model,
    flat: flatten(model),
    plan: overridePlan(plan, source.overrides),
    dataset: plan.dataset,
  };
}
