import * as z from 'zod';

/**
 * What a run tells the world: one object a line, in order, in the run folder's `metrics.ndjson`, over the
 * control socket after `subscribe`, and on the output of `resnet train --format ndjson`.
 */

const count = z.number().int().nonnegative();
const finite = z.number();

const startEventSchema = z.object({
  event: z.literal('start'),
  /** The run folder, absolute. */
  run: z.string(),
  /** `tensorflow` or `wasm`. */
  backend: z.string(),
  /** `CPU` or `GPU:0`. */
  device: z.string(),
  trainable: count,
  examples: z.object({ train: count, test: count }),
  /** The step at which the run will end, and how many steps an epoch has. */
  steps: count,
  stepsPerEpoch: count,
  /** The step that a resumed run starts after; 0 for a new one. */
  resumedAt: count,
});

/** Something that the person should know and that does not end the run, e.g. that the backend is the slow one. */
const noticeEventSchema = z.object({
  event: z.literal('notice'),
  code: z.string(),
  message: z.string(),
});

export const stepEventSchema = z.object({
  event: z.literal('step'),
  /** Counted from 1: the number of updates made. */
  step: count,
  /** Counted from 1. */
  epoch: count,
  /** Time spent training, earlier parts of a resumed run included. */
  seconds: finite,
  /** Mean over the batch, before this step's update, without the weight decay's part. */
  loss: finite,
  /** Share of the batch that is right, 0 to 1. */
  accuracy: finite,
  learningRate: finite,
  examplesPerSecond: finite,
  secondsLeft: finite,
});

export const evaluationEventSchema = z.object({
  event: z.literal('evaluation'),
  step: count,
  loss: finite,
  accuracy: finite,
  /** 1 − accuracy. */
  error: finite,
});

const checkpointEventSchema = z.object({
  event: z.literal('checkpoint'),
  step: count,
  /** Absolute. */
  path: z.string(),
});

const endEventSchema = z.object({
  event: z.literal('end'),
  reason: z.enum(['finished', 'stopped', 'diverged']),
  step: count,
  /** On the test set, at the last evaluation; null when there was none. */
  accuracy: finite.nullable(),
  seconds: finite,
});

export const errorEventSchema = z.object({
  event: z.literal('error'),
  code: z.string(),
  /** What is wrong, where, and what to do. */
  message: z.string(),
  /** The exit code that the command line gives for it: 1 the spec or run, 2 usage or files, 3 the environment. */
  exitCode: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});

export const trainingEventSchema = z.discriminatedUnion('event', [
  startEventSchema,
  noticeEventSchema,
  stepEventSchema,
  evaluationEventSchema,
  checkpointEventSchema,
  endEventSchema,
  errorEventSchema,
]);

export type TrainingEvent = z.infer<typeof trainingEventSchema>;
export type StepEvent = z.infer<typeof stepEventSchema>;
export type EvaluationEvent = z.infer<typeof evaluationEventSchema>;
export type ErrorEvent = z.infer<typeof errorEventSchema>;
