import type { EvaluationEvent, StepEvent, TrainingEvent } from '../../protocol/trainingEvents.ts';
import {
  asTrainingFailure,
  type RunActivity,
  type RunOutcome,
  type TrainingProcess,
} from './trainingProcess.ts';

export type StartEvent = Extract<TrainingEvent, { event: 'start' }>;

/** What is known of a run that goes on; each field null until its first event. */
export interface RunProgress {
  readonly start: StartEvent | null;
  readonly step: StepEvent | null;
  readonly evaluation: EvaluationEvent | null;
  readonly notices: readonly string[];
  readonly isStopping: boolean;
  /** Null before its process has said it. */
  readonly activity: RunActivity | null;
}

export type RunListener = (events: readonly TrainingEvent[]) => void;

const NO_PROGRESS: RunProgress = {
  start: null,
  step: null,
  evaluation: null,
  notices: [],
  isStopping: false,
  activity: null,
};

/** A run that this window follows. Letting go of it (`dispose`) does not stop it. */
export class ActiveRun {
  readonly folder: string;
  readonly name: string;
  /** Never rejects: what goes wrong while following is a `failed` outcome. */
  readonly outcome: Promise<RunOutcome>;
  readonly #process: TrainingProcess;
  readonly #following = new AbortController();
  readonly #listeners = new Set<RunListener>();
  #progress = NO_PROGRESS;

  constructor(process: TrainingProcess, folder: string, name: string) {
    this.folder = folder;
    this.name = name;
    this.#process = process;
    this.outcome = process
      .follow(
        folder,
        {
          after: 0,
          onEvents: (events) => {
            this.#take(events);
          },
          onActivity: (activity) => {
            this.#progress = { ...this.#progress, activity };
            this.#notify([]);
          },
        },
        this.#following.signal,
      )
      .catch((error: unknown): RunOutcome => {
        const failure = asTrainingFailure(error);
        return { type: 'failed', code: failure.code, message: failure.message };
      });
  }

  get progress(): RunProgress {
    return this.#progress;
  }

  /** Called with every batch of events from now on; returns the way to stop listening. */
  listen(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Asks the run to stop; `outcome` tells when it has. */
  async stop(): Promise<void> {
    if (this.#progress.isStopping) return;
    this.#progress = { ...this.#progress, isStopping: true };
    this.#notify([]);
    await this.#process.stop(this.folder);
  }

  get isPaused(): boolean {
    const { activity } = this.#progress;
    return activity === 'paused' || activity === 'pausing';
  }

  /** Lets it wait, or go on. */
  async setPaused(isPaused: boolean): Promise<void> {
    await this.#process.setPaused(this.folder, isPaused);
  }

  dispose(): void {
    this.#following.abort();
    this.#listeners.clear();
  }

  #take(events: readonly TrainingEvent[]): void {
    this.#progress = events.reduce(advance, this.#progress);
    this.#notify(events);
  }

  #notify(events: readonly TrainingEvent[]): void {
    for (const listener of this.#listeners) listener(events);
  }
}

function advance(progress: RunProgress, event: TrainingEvent): RunProgress {
  switch (event.event) {
    case 'start':
      return { ...progress, start: event };
    case 'step':
      return { ...progress, step: event };
    case 'evaluation':
      return { ...progress, evaluation: event };
    case 'notice':
      return { ...progress, notices: [...progress.notices, event.message] };
    case 'checkpoint':
    case 'end':
    case 'error':
      return progress;
  }
}
