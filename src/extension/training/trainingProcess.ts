import type { DoctorReport, LauncherMessage, LibrarySources, TrainRequest } from '../../protocol/launcher.ts';
import type { RunFile } from '../../protocol/runFolder.ts';
import type { ControlStatus } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';

export type StartedRun = Extract<LauncherMessage, { type: 'started' }>;
export type FetchProgress = Extract<LauncherMessage, { type: 'progress' }>;
export type FetchedLibrary = Extract<LauncherMessage, { type: 'fetched' }>;

/** How a run came to its end, as far as its folder tells. */
export type RunOutcome =
  | {
      readonly type: 'ended';
      readonly reason: 'finished' | 'stopped' | 'diverged';
      readonly accuracy: number | null;
    }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  /** The worker is gone without a last word: killed, or the machine went down. It can be resumed. */
  | { readonly type: 'lost' }
  /** The caller let go; the run goes on. */
  | { readonly type: 'detached' };

/** A run's folder with what its `run.json` says. */
export interface StoredRun {
  readonly folder: string;
  readonly file: RunFile;
}

/** What a run does now, while its process lives. */
export type RunActivity = ControlStatus['state'];

/** Whoever is told of a run. */
export interface RunFollower {
  /** How many of the run's first events it knows already. */
  readonly after: number;
  readonly onEvents: (events: readonly TrainingEvent[]) => void;
  /** At first, and whenever it changes. */
  readonly onActivity: (activity: RunActivity) => void;
}

/**
 * The seam between the editor and training: everything that starts a process, opens a socket or reads a
 * run's folder. Tests give a fake. All promises reject with a `TrainingFailure`.
 */
export interface TrainingProcess {
  /** Resolves when the worker runs; the worker outlives the caller. Aborting before that cancels the start. */
  train(request: TrainRequest, signal: AbortSignal): Promise<StartedRun>;
  /** Tells the follower everything until the run ends; aborting lets go of the run. */
  follow(folder: string, follower: RunFollower, signal: AbortSignal): Promise<RunOutcome>;
  /** Resolves when the run has been told to stop; true where it was running. */
  stop(folder: string): Promise<boolean>;
  /** Lets a run wait, or a waiting one go on. False where no worker answers for it. */
  setPaused(folder: string, isPaused: boolean): Promise<boolean>;
  /** True where a worker answers for the run. */
  isRunning(folder: string): Promise<boolean>;
  /** Null where the folder holds no readable run. */
  readRun(folder: string): Promise<StoredRun | null>;
  /** The text of the spec as run; null where the folder holds none. */
  readSpec(folder: string): Promise<string | null>;
  /** The runs in the given folders of runs, newest first; folders that do not exist hold none. */
  listRuns(runsFolders: readonly string[]): Promise<readonly StoredRun[]>;
  doctor(library: LibrarySources, signal: AbortSignal): Promise<DoctorReport>;
  fetchLibrary(
    request: { readonly python: string | null; readonly storage: string },
    onProgress: (progress: FetchProgress) => void,
    signal: AbortSignal,
  ): Promise<FetchedLibrary>;
}

/** An error with a code of the protocol's list and a message for the person. */
export class TrainingFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TrainingFailure';
    this.code = code;
  }
}

/** Errors of other origin become `internal`, their text kept. */
export function asTrainingFailure(error: unknown): TrainingFailure {
  if (error instanceof TrainingFailure) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new TrainingFailure('internal', text, { cause: error });
}
