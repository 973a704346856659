import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from '../commandFailure.ts';

/** The absolute path of a run's folder that is named on the command line; a file there is most often a spec. */
export function runFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return resolve(path);
  throw new CommandFailure(
    2,
    `${path} is a file, and the folder of a run is needed here.`,
    `resnet train ${path} makes one if it is a spec; resnet runs lists those that there are.`,
  );
}
