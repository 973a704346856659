import type { RunFile } from '../../protocol/runFolder.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { WorkerRequest } from '../../protocol/worker.ts';

/** What the process gives to the thread that trains. */
export interface ThreadData {
  readonly request: Extract<WorkerRequest, { type: 'train' }>;
  /** Of `RunRequests`. */
  readonly requests: SharedArrayBuffer;
}

/** What the thread tells the process. The thread itself writes metrics and checkpoints. */
export type ThreadMessage =
  | { readonly type: 'event'; readonly line: number; readonly event: TrainingEvent }
  | { readonly type: 'state'; readonly state: 'training' | 'evaluating'; readonly step: number }
  | { readonly type: 'paused'; readonly isPaused: boolean }
  | { readonly type: 'resolved'; readonly file: ResolvedRun; readonly steps: number };

/** What `run.json` gets once the run knows it. */
export type ResolvedRun = Pick<
  RunFile,
  'recipe' | 'seed' | 'backend' | 'device' | 'trainable' | 'executor' | 'versions'
>;
