import * as z from 'zod';
import { graphViewSchema } from './graph.ts';

const specTextSchema = z.object({
  /** The file's name, or as people know what is compared. */
  name: z.string(),
  text: z.string(),
  variant: z.string().nullable(),
  /** What the command line's `--set` gave. */
  set: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type SpecText = z.infer<typeof specTextSchema>;

/** What a drawing that is a page of its own holds beside the page: the spec, and how it is shown at first. */
export const standaloneSpecSchema = z.object({
  spec: specTextSchema,
  view: graphViewSchema,
  /** What the drawing marks the difference to; null for a drawing of the spec alone. */
  before: specTextSchema.nullable(),
});
export type StandaloneSpec = z.infer<typeof standaloneSpecSchema>;
