import type { TrainingPlan } from '../plan/trainingPlan.ts';
import type { AttributeChange, Pair } from './diffModels.ts';
import { trainingSettings } from './trainingSettings.ts';

/** How two specs differ in what `train` means; null where neither has one. */
export interface TrainingDiff {
  /** Whether the spec has a `train`. */
  readonly isThere: Pair<boolean>;
  /** What differs, under the keys of `train`; only where both have one. */
  readonly settings: readonly AttributeChange[];
}

/** Recipes and defaults are resolved: writing out what a recipe says changes the recipe's name alone. */
export function diffTraining(before: TrainingPlan | null, after: TrainingPlan | null): TrainingDiff | null {
  if (before === null && after === null) return null;
  const isThere = { before: before !== null, after: after !== null };
  if (before === null || after === null) return { isThere, settings: [] };
  const [old, young] = [trainingSettings(before), trainingSettings(after)];
  const settings = Object.keys(young)
    .map((name) => ({ name, before: old[name] ?? null, after: young[name] ?? null }))
    .filter((each) => each.before !== each.after);
  return { isThere, settings };
}
