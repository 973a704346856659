import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { DatasetPlan } from '../../core/plan/trainingPlan.ts';
import { TrainingError } from '../trainingError.ts';
import { openCifarDataset } from './cifarDataset.ts';
import type { Dataset } from './dataset.ts';
import { openIdxDataset } from './idxDataset.ts';
import { openNpzDataset } from './npzDataset.ts';

export interface DatasetPlaces {
  /** Relative paths are relative to it. */
  readonly baseFolder: string;
  /** The running program: the digits lie in an `examples/data/digits` of a folder above it. */
  readonly program: string;
}

/** Opens a data set. Damaged and missing files are errors that name the file and the place. */
export async function openDataset(plan: DatasetPlan, places: DatasetPlaces): Promise<Dataset> {
  const folder = datasetFolder(plan, places);
  switch (plan.type) {
    case 'digits':
      return openIdxDataset(folder, { name: 'digits', maxValue: 16, classes: 10 });
    case 'idx':
      return openIdxDataset(folder, { name: folder, maxValue: 255, classes: null });
    case 'cifar10':
    case 'cifar100':
      return openCifarDataset(plan.type, folder);
    case 'npz':
      return await openNpzDataset(folder);
  }
}

/** The folder that a data set lies in, or its file, absolute. */
export function datasetFolder(plan: DatasetPlan, places: DatasetPlaces): string {
  return plan.type === 'digits' ? digitsFolder(places.program) : resolve(places.baseFolder, plan.path);
}

function digitsFolder(program: string): string {
  let above = dirname(resolve(program));
  for (;;) {
    const folder = join(above, 'examples', 'data', 'digits');
    if (existsSync(folder)) return folder;
    if (dirname(above) === above) break;
    above = dirname(above);
  }
  throw new TrainingError(
    'data.missing',
    2,
    `The digits that ship with the product are not in an examples/data/digits folder above ${program}. Install the product again.`,
  );
}
