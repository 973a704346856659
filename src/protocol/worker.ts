import * as z from 'zod';

/**
 * What `dist/training.cjs` starts `dist/worker.cjs` with: one JSON document as its only argument. Nothing else
 * starts the worker, since TensorFlow's library is found through an environment that must stand before.
 */
const backendChoiceSchema = z.object({
  backend: z.enum(['tensorflow', 'wasm']),
  device: z.enum(['auto', 'gpu', 'cpu']),
  /** TensorFlow's addon; null for wasm. */
  addon: z.string().nullable(),
  /** Why it is wasm although nobody asked for it; shown to the person. */
  notice: z.string().nullable(),
});

export const workerRequestSchema = z.discriminatedUnion('type', [
  backendChoiceSchema.extend({ type: z.literal('train'), run: z.string(), resume: z.boolean() }),
  backendChoiceSchema.extend({ type: z.literal('evaluate'), run: z.string(), checkpoint: z.string() }),
  /** Loads the backend, computes one sum, and says what it is. */
  backendChoiceSchema.extend({ type: z.literal('probe') }),
]);

/** The answer to `probe`, one line. */
export const probedSchema = z.object({
  type: z.literal('probed'),
  device: z.string(),
  version: z.string(),
});

export type BackendChoice = z.infer<typeof backendChoiceSchema>;
export type WorkerRequest = z.infer<typeof workerRequestSchema>;
