import { message } from '../diagnostics/message.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { Model } from '../model/model.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import type { TextRange } from '../spec/textRange.ts';
import { checkHeads } from './checkHeads.ts';
import { checkSchedule } from './checkSchedule.ts';
import { checkTrainingInput } from './checkTrainingInput.ts';
import { checkTrainingMemory } from './checkTrainingMemory.ts';
import { type DatasetFiles, type DatasetForm, datasetForm, missingFile } from './datasetForms.ts';
import type { TrainingPlan } from './trainingPlan.ts';

/** What is known of where the run would take place. */
export interface TrainingPlace {
  /** Null: files are not looked at. */
  readonly files: DatasetFiles | null;
  /** Bytes that a run may take; null: no limit is known. */
  readonly memoryBytes: number | null;
}

/** What the checks of `train:` look at. */
export interface TrainingCheck {
  readonly spec: Spec;
  readonly train: SpecMap;
  readonly plan: TrainingPlan;
  readonly model: Model;
  /** Null where the file names no data set. */
  readonly dataset: { readonly form: DatasetForm; readonly place: Place } | null;
  readonly report: Report;
}

/** Whether the plan, the data set and the model fit together, as far as that can be told before a run. */
export function checkTraining(
  spec: Spec,
  plan: TrainingPlan,
  model: Model,
  place: TrainingPlace,
  report: Report,
): void {
  const { train } = spec;
  if (train === null) return;
  const node = valueOf(train, 'dataset');
  const form = plan.dataset === null ? null : datasetForm(plan.dataset, place.files);
  const dataset = form === null || node === null ? null : { form, place: filePlace(datasetWord(node)) };
  const check: TrainingCheck = { spec, train, plan, model, dataset, report };
  checkTrainingInput(check);
  checkHeads(check);
  checkSchedule(check);
  if (place.files !== null) checkFiles(check, place.files);
  if (place.memoryBytes !== null) checkTrainingMemory(check, place.memoryBytes);
}

/** The type of the data set: the word that says which one it is. */
export function datasetWord(node: SpecNode): TextRange {
  const type = node.type === 'map' ? valueOf(node, 'type') : null;
  const { start, end } = type ?? node;
  return { start, end };
}

/** train.dataset-missing: a warning, since the data may lie on another machine than the one that checks. */
function checkFiles({ train, plan, report }: TrainingCheck, files: DatasetFiles): void {
  if (plan.dataset === null) return;
  const missing = missingFile(plan.dataset, files);
  const node = valueOf(train, 'dataset');
  if (missing === null || node === null) return;
  const path = node.type === 'map' ? pairOf(node, 'path') : null;
  report({
    code: 'train.dataset-missing',
    severity: 'warning',
    place: filePlace(path?.value ?? node),
    message:
      plan.dataset.type === 'npz'
        ? message('There is no file `{missing}`. `path` is the `.npz` file of the data set.', { missing })
        : message(
            'The data set needs `{missing}`, and there is no such file. `path` is the folder of its files.',
            { missing },
          ),
  });
}
