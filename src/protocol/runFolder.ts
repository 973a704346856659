import * as z from 'zod';
import { controlAddressSchema } from './trainingControl.ts';

/** The names in a run's folder. */
export const RUN_FILES = {
  spec: 'spec.resnet.yaml',
  run: 'run.json',
  metrics: 'metrics.ndjson',
  checkpoints: 'checkpoints',
  /** What a person called the run, one line; absent: it has the spec's name. Beside `run.json`, which its worker writes. */
  title: 'title.txt',
  /** What the worker and its libraries print; for people who look for the cause of a crash. */
  log: 'worker.log',
} as const;

/** What a run's title file says; null where that is nothing. */
export function titleOf(text: string): string | null {
  const [line = ''] = text.trim().split(/\r?\n/, 1);
  return line === '' ? null : line;
}

/** `paused` runs have a process that waits; all after it have ended. */
export const RUN_STATES = [
  'preparing',
  'running',
  'paused',
  'finished',
  'stopped',
  'diverged',
  'failed',
] as const;

/** Numbers of the command line that are stronger than the spec's `train`. */
export const planOverridesSchema = z.object({
  steps: z.number().int().positive().nullable(),
  epochs: z.number().int().positive().nullable(),
  batch: z.number().int().positive().nullable(),
  seed: z.number().int().nonnegative().nullable(),
});

/** How a worker that is alive is found: the process and the socket. */
const runProcessSchema = z.object({
  pid: z.number().int().positive(),
  /** ISO 8601. */
  startTime: z.string(),
  control: controlAddressSchema,
});

/**
 * `run.json`. It is replaced as a whole (written beside and renamed), so a reader never sees half of it. A run
 * whose `process` is set and whose socket does not answer was killed: it can be resumed.
 */
export const runFileSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  /** The spec's `model:`, or its file name. */
  name: z.string(),
  state: z.enum(RUN_STATES),
  /** ISO 8601. */
  createdAt: z.string(),
  /** The file that the text came from; null for text that has no file. */
  specPath: z.string().nullable(),
  /** SHA-256 of `spec.resnet.yaml`, in hexadecimal. */
  specHash: z.string(),
  /** The folder that relative data paths of the spec are relative to, absolute. */
  baseFolder: z.string(),
  variant: z.string().nullable(),
  set: z.record(z.string(), z.union([z.string(), z.number()])),
  overrides: planOverridesSchema,
  /** What `train:` came to, data paths absolute; for reading, not for resuming. Null before it is known. */
  recipe: z.record(z.string(), z.json()).nullable(),
  seed: z.number().int().nonnegative().nullable(),
  backend: z.string().nullable(),
  device: z.string().nullable(),
  trainable: z.number().int().nonnegative().nullable(),
  /** A resumed run reuses them: with other numbers of threads sums come out in another order. */
  threads: z.object({ intraOp: z.number().int().positive(), interOp: z.number().int().positive() }),
  /**
   * How its steps are computed: each recorded as one graph, or operation by operation. A resumed run goes on in the
   * same way, since the two differ in the last digits. Null before it is known, and in runs of earlier versions.
   */
  executor: z.enum(['graph', 'eager']).nullable().default(null),
  versions: z.record(z.string(), z.string()),
  /** Null unless a worker runs. */
  process: runProcessSchema.nullable(),
});

export type RunFile = z.infer<typeof runFileSchema>;
export type RunState = (typeof RUN_STATES)[number];
export type PlanOverrides = z.infer<typeof planOverridesSchema>;
