import type {
  FetchedLibrary,
  RunActivity,
  RunFollower,
  RunOutcome,
  StartedRun,
  StoredRun,
  TrainingProcess,
} from '../../src/extension/training/trainingProcess.ts';
import { TrainingFailure } from '../../src/extension/training/trainingProcess.ts';
import type { DoctorReport, TrainRequest } from '../../src/protocol/launcher.ts';
import type { RunFile } from '../../src/protocol/runFolder.ts';
import type { TrainingEvent } from '../../src/protocol/trainingEvents.ts';

/** Runs that a test plays by hand: nothing is started, nothing is read. */
export class FakeTrainingProcess implements TrainingProcess {
  readonly requests: TrainRequest[] = [];
  readonly stopped: string[] = [];
  readonly pauses: [string, boolean][] = [];
  readonly stored: StoredRun[] = [];
  readonly running = new Set<string>();
  /** What `train` rejects with, if anything. */
  failure: TrainingFailure | null = null;
  readonly #followers = new Map<string, Follower[]>();

  train(request: TrainRequest, signal: AbortSignal): Promise<StartedRun> {
    this.requests.push(request);
    if (signal.aborted) return Promise.reject(new TrainingFailure('cancelled', 'Cancelled.'));
    if (this.failure !== null) return Promise.reject(this.failure);
    const run = `/runs/${this.requests.length}`;
    const control = { path: `${run}/socket`, token: 't' };
    return Promise.resolve({ type: 'started', run, id: run, pid: 1, control });
  }

  follow(
    folder: string,
    { after, onEvents, onActivity }: RunFollower,
    signal: AbortSignal,
  ): Promise<RunOutcome> {
    return new Promise((resolve) => {
      const follower: Follower = { skip: after, onEvents, onActivity, resolve };
      this.#followers.set(folder, [...(this.#followers.get(folder) ?? []), follower]);
      signal.addEventListener('abort', () => {
        resolve({ type: 'detached' });
      });
    });
  }

  /** Tells everyone who follows the run. */
  emit(folder: string, ...events: TrainingEvent[]): void {
    for (const follower of this.#followers.get(folder) ?? []) follower.onEvents(events);
  }

  /** Tells everyone who follows the run what it does now. */
  act(folder: string, activity: RunActivity): void {
    for (const follower of this.#followers.get(folder) ?? []) follower.onActivity(activity);
  }

  end(folder: string, outcome: RunOutcome): void {
    for (const follower of this.#followers.get(folder) ?? []) follower.resolve(outcome);
  }

  stop(folder: string): Promise<boolean> {
    this.stopped.push(folder);
    return Promise.resolve(true);
  }

  setPaused(folder: string, isPaused: boolean): Promise<boolean> {
    this.pauses.push([folder, isPaused]);
    return Promise.resolve(true);
  }

  isRunning(folder: string): Promise<boolean> {
    return Promise.resolve(this.running.has(folder));
  }

  readRun(folder: string): Promise<StoredRun | null> {
    return Promise.resolve(this.stored.find((run) => run.folder === folder) ?? null);
  }

  readSpec(): Promise<string | null> {
    return Promise.resolve(null);
  }

  listRuns(): Promise<readonly StoredRun[]> {
    return Promise.resolve(this.stored);
  }

  doctor(): Promise<DoctorReport> {
    return Promise.reject(new TrainingFailure('internal', 'not played'));
  }

  fetchLibrary(): Promise<FetchedLibrary> {
    return Promise.reject(new TrainingFailure('library.fetch-failed', 'no network'));
  }
}

interface Follower {
  readonly skip: number;
  readonly onEvents: RunFollower['onEvents'];
  readonly onActivity: RunFollower['onActivity'];
  readonly resolve: (outcome: RunOutcome) => void;
}

export function runFile(changes: Partial<RunFile> = {}): RunFile {
  return {
    version: 1,
    id: 'a',
    name: 'net',
    state: 'running',
    createdAt: '2026-01-01T00:00:00.000Z',
    specPath: '/specs/net.resnet.yaml',
    specHash: '0',
    baseFolder: '/specs',
    variant: null,
    set: {},
    overrides: { steps: null, epochs: null, batch: null, seed: null },
    recipe: null,
    seed: 0,
    backend: 'tensorflow',
    device: 'CPU',
    trainable: 10,
    threads: { intraOp: 1, interOp: 1 },
    executor: null,
    versions: {},
    process: null,
    ...changes,
  };
}

export function startEvent(steps = 100): TrainingEvent {
  return {
    event: 'start',
    run: '/runs/1',
    backend: 'tensorflow',
    device: 'CPU',
    trainable: 269_722,
    examples: { train: 1437, test: 360 },
    steps,
    stepsPerEpoch: 23,
    resumedAt: 0,
  };
}

export function stepEvent(step: number, loss = 1, accuracy = 0.5): TrainingEvent {
  return {
    event: 'step',
    step,
    epoch: 1,
    seconds: step,
    loss,
    accuracy,
    learningRate: 0.1,
    examplesPerSecond: 3210,
    secondsLeft: 95,
  };
}

export function evaluationEvent(step: number, accuracy: number): TrainingEvent {
  return { event: 'evaluation', step, loss: 0.3, accuracy, error: 1 - accuracy };
}

export const END_EVENT: TrainingEvent = {
  event: 'end',
  reason: 'finished',
  step: 100,
  accuracy: 0.975,
  seconds: 60,
};
