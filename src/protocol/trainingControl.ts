import * as z from 'zod';
import { trainingEventSchema } from './trainingEvents.ts';

/**
 * The conversation over a run's control socket: one JSON object a line each way. Every request carries the
 * token that `run.json` holds (a file that only its owner can read). Losing the connection never stops a run.
 */

export const controlAddressSchema = z.object({
  /** A Unix socket, or a named pipe on Windows. */
  path: z.string(),
  token: z.string(),
});

export const controlRequestSchema = z.discriminatedUnion('type', [
  /** Answered once by `status`. */
  z.object({ type: z.literal('status'), token: z.string() }),
  /** Answered by `stopping`; the run writes a last checkpoint, its `end` event, and ends. */
  z.object({ type: z.literal('stop'), token: z.string() }),
  /**
   * Answered by `status`, at once: the run computes nothing more as soon as it has come to a place where it can
   * wait, within about two seconds, and then its state is `paused`. It keeps its process and its memory.
   */
  z.object({ type: z.literal('pause'), token: z.string() }),
  /** Answered by `status`: a paused run goes on. One that is not paused is left as it is. */
  z.object({ type: z.literal('continue'), token: z.string() }),
  /**
   * Answered by `status`, now and whenever its `state` changes, and by `event` for every line of
   * `metrics.ndjson` after the first `after` ones, then for each new one, until the run or the connection ends.
   */
  z.object({ type: z.literal('subscribe'), token: z.string(), after: z.number().int().nonnegative() }),
]);

export const controlResponseSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('status'),
    /** The run's id, to tell a run from another that has got its old address. */
    id: z.string(),
    /** `pausing`: it was asked to, and is on its way to a place where it can wait. */
    state: z.enum(['preparing', 'training', 'evaluating', 'pausing', 'paused', 'stopping']),
    step: z.number().int().nonnegative(),
    /** Null while it is not known yet. */
    steps: z.number().int().nonnegative().nullable(),
  }),
  z.object({ type: z.literal('stopping') }),
  z.object({ type: z.literal('event'), event: trainingEventSchema }),
  z.object({ type: z.literal('refused'), message: z.string() }),
]);

export type ControlAddress = z.infer<typeof controlAddressSchema>;
export type ControlRequest = z.infer<typeof controlRequestSchema>;
export type ControlStatus = Extract<z.infer<typeof controlResponseSchema>, { type: 'status' }>;
export type ControlResponse = z.infer<typeof controlResponseSchema>;
