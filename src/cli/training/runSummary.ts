import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFigures } from '../../core/curves/runFigures.ts';
import type { RunSummary } from '../../protocol/commandLine.ts';
import { RUN_FILES, type RunFile, runFileSchema, titleOf } from '../../protocol/runFolder.ts';
import { parseLine } from './jsonLines.ts';
import { readMetrics } from './metricsFile.ts';
import { askRun } from './runControl.ts';

const ANSWER_TIMEOUT_MS = 500;

/** The figures of the run in a folder; null where the folder holds no run. */
export async function runSummary(folder: string): Promise<RunSummary | null> {
  const run = readRunFile(folder);
  if (run === null) return null;
  return {
    run: folder,
    name: run.name,
    title: readTitle(folder),
    variant: run.variant,
    state: await actualState(run),
    createdAt: run.createdAt,
    backend: run.backend,
    device: run.device,
    trainable: run.trainable,
    ...runFigures(readMetrics(folder)),
  };
}

/** Null where the folder holds none that can be read. */
export function readRunFile(folder: string): RunFile | null {
  try {
    const parsed = runFileSchema.safeParse(parseLine(readFileSync(join(folder, RUN_FILES.run), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What a person called the run; null where nobody did. */
export function readTitle(folder: string): string | null {
  try {
    return titleOf(readFileSync(join(folder, RUN_FILES.title), 'utf8'));
  } catch {
    return null;
  }
}

/** A run that says it runs, but whose socket does not answer, was killed. */
async function actualState(run: RunFile): Promise<RunSummary['state']> {
  if (!['running', 'preparing', 'paused'].includes(run.state)) return run.state;
  if (run.process === null) return 'interrupted';
  const answer = await askRun(run.process.control, 'status', ANSWER_TIMEOUT_MS);
  return answer?.type === 'status' && answer.id === run.id ? run.state : 'interrupted';
}
