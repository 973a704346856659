import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { RunHeader, ToTrainingView, ViewState } from '../../protocol/trainingView.ts';
import type { Translate } from './progressText.ts';
import {
  asTrainingFailure,
  type RunActivity,
  type RunOutcome,
  type StoredRun,
  type TrainingProcess,
} from './trainingProcess.ts';

const FLUSH_MS = 50;
const MAX_BATCH = 2000;

/** Sends a run to its view, header first, then every event in batches, until it ends or the signal lets go. */
export async function streamRun(
  process: TrainingProcess,
  folder: string,
  post: (message: ToTrainingView) => void,
  signal: AbortSignal,
  t: Translate,
): Promise<void> {
  const run = await process.readRun(folder);
  if (signal.aborted) return;
  if (run === null) {
    post({ type: 'missing', folder, message: t('{0} holds no training run any more.', folder) });
    return;
  }
  const { id } = run.file;
  const batches = new EventBatches((first, events) => {
    post({ type: 'events', id, first, events });
  });
  post({ type: 'run', run: headerOf(run), state: run.file.state });
  const onActivity = (activity: RunActivity): void => {
    post({ type: 'state', id, state: viewStateOf(activity), message: null });
  };
  try {
    const onEvents = (events: readonly TrainingEvent[]): void => {
      batches.add(events);
    };
    const outcome = await process.follow(folder, { after: 0, onEvents, onActivity }, signal);
    batches.flush();
    if (outcome.type !== 'detached') post({ type: 'state', id, ...endState(outcome, t) });
  } catch (error) {
    batches.flush();
    post({ type: 'state', id, state: 'failed', message: asTrainingFailure(error).message });
  }
}

function viewStateOf(activity: RunActivity): ViewState {
  return activity === 'training' || activity === 'evaluating' ? 'running' : activity;
}

function headerOf(run: StoredRun): RunHeader {
  const { id, name, variant, createdAt, backend, device } = run.file;
  return { id, name, folder: run.folder, variant, createdAt, backend, device };
}

function endState(
  outcome: Exclude<RunOutcome, { type: 'detached' }>,
  t: Translate,
): {
  state: ViewState;
  message: string | null;
} {
  switch (outcome.type) {
    case 'ended':
      return {
        state: outcome.reason,
        message:
          outcome.reason === 'diverged'
            ? t('The loss is no number any more. Try a lower learning rate or a warm-up.')
            : null,
      };
    case 'failed':
      return { state: 'failed', message: outcome.message };
    case 'lost':
      return {
        state: 'lost',
        message: t(
          'The training process is gone without a last word. The run can be resumed from its last checkpoint.',
        ),
      };
  }
}

/** Gathers events for a moment, so that a fast run does not send a message for each step. */
class EventBatches {
  readonly #send: (first: number, events: TrainingEvent[]) => void;
  #sent = 0;
  #waiting: TrainingEvent[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (first: number, events: TrainingEvent[]) => void) {
    this.#send = send;
  }

  add(events: readonly TrainingEvent[]): void {
    this.#waiting.push(...events);
    if (this.#waiting.length >= MAX_BATCH) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, FLUSH_MS);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    this.#send(this.#sent, this.#waiting);
    this.#sent += this.#waiting.length;
    this.#waiting = [];
  }
}
