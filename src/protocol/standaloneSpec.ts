import * as z from 'zod';
import { graphViewSchema } from './graph.ts';

/** What a drawing that is a page of its own holds beside the page: the spec, and what of it is open at first. */
export const standaloneSpecSchema = z.object({
  /** The file's name. */
  name: z.string(),
  text: z.string(),
  variant: z.string().nullable(),
  /** What the command line's `--set` gave. */
  set: z.record(z.string(), z.union([z.number(), z.string()])),
  view: graphViewSchema,
});
export type StandaloneSpec = z.infer<typeof standaloneSpecSchema>;
