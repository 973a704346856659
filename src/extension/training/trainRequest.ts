import { dirname, join } from 'node:path';
import type { Execution, TrainRequest } from '../../protocol/launcher.ts';
import type { PlanOverrides } from '../../protocol/runFolder.ts';
import { newRunName, runsFolderOf } from './runsFolders.ts';

export interface NewRun {
  readonly text: string;
  /** Absolute. */
  readonly specPath: string;
  readonly variant: string | null;
  readonly overrides: PlanOverrides;
  /** As in `resnetDesigner.runsFolder`. */
  readonly runsFolder: string;
  readonly execution: Execution;
  readonly now: Date;
}

export const NO_OVERRIDES: PlanOverrides = { steps: null, epochs: null, batch: null, seed: null };

/** The launcher's request for a new run of a spec as it stands in the editor, saved or not. */
export function newRunRequest(run: NewRun): TrainRequest {
  return {
    type: 'new',
    ...run.execution,
    text: run.text,
    specPath: run.specPath,
    baseFolder: dirname(run.specPath),
    variant: run.variant,
    set: {},
    overrides: run.overrides,
    executor: null,
    out: join(runsFolderOf(run.specPath, run.runsFolder), newRunName(run.specPath, run.now)),
  };
}

/**
 * With `auto` a missing TensorFlow would lead to the slow fallback without a word, so TensorFlow is asked for
 * first and the person decides what follows where it is missing.
 */
export function firstBackend(backend: Execution['backend']): Execution['backend'] {
  return backend === 'auto' ? 'tensorflow' : backend;
}

/** True for failures that the offer of fetching the library, or of going on slowly, answers. */
export function isLibraryMissing(code: string): boolean {
  return code === 'library.missing' || code === 'backend.unavailable';
}
