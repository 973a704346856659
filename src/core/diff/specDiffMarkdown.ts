import type { Model } from '../model/model.ts';
import type { TrainingPlan } from '../plan/trainingPlan.ts';
import { diffMarkdown } from './diffMarkdown.ts';
import { diffModels } from './diffModels.ts';
import { diffTraining } from './diffTraining.ts';

/** One of two specs that are compared. */
export interface DiffSide {
  /** As people know it. */
  readonly name: string;
  readonly model: Model;
  readonly plan: TrainingPlan | null;
}

/** What differs between two specs as Markdown: the nets, and how they are trained. */
export function specDiffMarkdown(before: DiffSide, after: DiffSide): string {
  const names = { before: before.name, after: after.name };
  return diffMarkdown(diffModels(before.model, after.model), diffTraining(before.plan, after.plan), names);
}
