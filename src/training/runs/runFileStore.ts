import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES, type RunFile, runFileSchema } from '../../protocol/runFolder.ts';
import { TrainingError } from '../trainingError.ts';
import { writeAtomically } from './writeAtomically.ts';

export function readRunFile(run: string): RunFile {
  const path = join(run, RUN_FILES.run);
  try {
    return runFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') {
      throw new TrainingError(
        'run.missing',
        2,
        `${run} is a file, and the folder of a run was expected. \`resnet train FILE\` makes one from a spec; \`resnet runs FOLDER\` lists those in a folder.`,
        { cause: error },
      );
    }
    if (code === 'ENOENT') {
      throw new TrainingError(
        'run.missing',
        2,
        `${run} is no run folder: it has no ${RUN_FILES.run}. Name a folder that \`resnet train\` made; \`resnet runs FOLDER\` lists those in a folder.`,
        { cause: error },
      );
    }
    throw new TrainingError(
      'run.damaged',
      2,
      `${path} is not what a run writes there, so the run cannot be used. Start a new one from ${join(run, RUN_FILES.spec)}.`,
      { cause: error },
    );
  }
}

/** For the owner alone, since it holds the token of the control socket. */
export function writeRunFile(run: string, file: RunFile): void {
  writeAtomically(join(run, RUN_FILES.run), `${JSON.stringify(file, null, 2)}\n`, 0o600);
}
