import type { Model } from '../model/model.ts';
import type { TrainingPlan } from '../plan/trainingPlan.ts';
import { type MemoryFigures, memory } from './memory.ts';
import { type Paths, paths } from './paths.ts';
import { type ReceptiveField, receptiveFields } from './receptiveField.ts';
import { type Totals, totals } from './totals.ts';

/** Everything that `resnet analyze` tells of a model. */
export interface ModelFigures {
  readonly totals: Totals;
  readonly memory: MemoryFigures;
  /** In the order of `flatten(model).ops`. */
  readonly receptiveFields: readonly (ReceptiveField | null)[];
  /** Null where they are not defined. */
  readonly paths: Paths | null;
}

/** @param batch of `--batch`; null where it is not given. */
export function modelFigures(model: Model, plan: TrainingPlan | null, batch: number | null): ModelFigures {
  return {
    totals: totals(model),
    memory: memory(model, plan, batch),
    receptiveFields: receptiveFields(model),
    paths: paths(model),
  };
}
