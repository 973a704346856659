import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { readMetrics } from '../runs/metricsLog.ts';
import { lockFiles } from '../runs/runLock.ts';
import { TrainingError } from '../trainingError.ts';

/** Refuses a folder that holds anything but a run that never made a step, which its mended spec may replace. */
export function requireUnused(folder: string): void {
  const names = namesIn(folder);
  if (names.length === 0 || isUnbegunRun(folder, names)) return;
  throw new TrainingError(
    'run.exists',
    2,
    `${folder} is not empty. Give another folder for the run, or resume the run in it (--resume).`,
  );
}

/** Takes away what a run left that never made a step. Whoever calls it holds the folder. */
export function clearUnbegunRun(folder: string): void {
  for (const name of namesIn(folder)) rmSync(join(folder, name), { recursive: true });
}

/** Locks left out: who holds the folder is asked elsewhere. */
function namesIn(folder: string): string[] {
  try {
    const locks = new Set(lockFiles(folder).map(({ name }) => name));
    return readdirSync(folder).filter((name) => !locks.has(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const what =
      code === 'ENOTDIR'
        ? 'it, or a part of its path, is a file'
        : `it cannot be read (${code ?? 'unknown'})`;
    throw new TrainingError(
      'usage',
      2,
      `${folder} cannot be used as a run folder: ${what}. Name a folder that is empty or does not exist yet.`,
      { cause: error },
    );
  }
}

function isUnbegunRun(folder: string, names: readonly string[]): boolean {
  const ours: readonly string[] = Object.values(RUN_FILES);
  if (!names.includes(RUN_FILES.run) || !names.every((name) => ours.includes(name))) return false;
  const madeSteps = readMetrics(folder).some(({ event }) => event === 'step');
  return !madeSteps && namesIn(join(folder, RUN_FILES.checkpoints)).length === 0;
}
