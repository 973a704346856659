import * as z from 'zod';
import { RUN_STATES } from './runFolder.ts';
import { trainingEventSchema } from './trainingEvents.ts';

/**
 * The conversation between the extension and the view of one run. The view says `ready` when it can listen;
 * then comes `run`, then the run's events from the first one on, in batches.
 */

/** What the extension knows of the run beside its events. `lost`: the worker is gone without a last word. */
export const VIEW_STATES = [...RUN_STATES, 'pausing', 'stopping', 'lost'] as const;

export const runHeaderSchema = z.object({
  /** Tells this run's messages from those of one that was shown before. */
  id: z.string(),
  name: z.string(),
  /** Absolute; also what the view keeps so that it comes back after a reload of the window. */
  folder: z.string(),
  variant: z.string().nullable(),
  /** ISO 8601. */
  createdAt: z.string(),
  backend: z.string().nullable(),
  device: z.string().nullable(),
});

export const toTrainingViewSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), run: runHeaderSchema, state: z.enum(VIEW_STATES) }),
  z.object({
    type: z.literal('events'),
    id: z.string(),
    /** The place of the first of these events among all of the run's. */
    first: z.number().int().nonnegative(),
    events: z.array(trainingEventSchema),
  }),
  z.object({
    type: z.literal('state'),
    id: z.string(),
    state: z.enum(VIEW_STATES),
    /** What went wrong and what to do; null where nothing did. */
    message: z.string().nullable(),
  }),
  /** The answer to `readSpec`: the text as run; null where the folder holds none. */
  z.object({ type: z.literal('spec'), folder: z.string(), text: z.string().nullable() }),
  /** There is no run to show. */
  z.object({ type: z.literal('missing'), folder: z.string(), message: z.string() }),
]);

export const fromTrainingViewSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('pause') }),
  /** Of a paused run. */
  z.object({ type: z.literal('continue') }),
  /** Go on from the last checkpoint. */
  z.object({ type: z.literal('resume') }),
  /** The section with the spec's text was opened. */
  z.object({ type: z.literal('readSpec') }),
  z.object({ type: z.literal('openSpec') }),
  z.object({ type: z.literal('openFolder') }),
  /** A mistake in the page itself, for the log. */
  z.object({ type: z.literal('pageError'), message: z.string() }),
]);

/** What the view keeps across a reload of the window. */
export const trainingViewStateSchema = z.object({
  folder: z.string(),
  isSpecOpen: z.boolean().default(false),
});

export type ViewState = (typeof VIEW_STATES)[number];
export type RunHeader = z.infer<typeof runHeaderSchema>;
export type TrainingViewState = z.infer<typeof trainingViewStateSchema>;
export type ToTrainingView = z.infer<typeof toTrainingViewSchema>;
export type FromTrainingView = z.infer<typeof fromTrainingViewSchema>;
