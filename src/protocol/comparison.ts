import * as z from 'zod';

/** Two specs to what differs between them, by meaning, as Markdown; or why that cannot be said. */
export const COMPARISON_REQUEST = 'resnet/compare';

const side = z.object({
  /** As the page names it. */
  name: z.string(),
  text: z.string(),
  variant: z.string().nullable(),
});

export const comparisonRequestSchema = z.object({ before: side, after: side });
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

export const comparisonAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('compared'), markdown: z.string() }),
  /** A spec that could not be built; `name` says which. */
  z.object({ type: z.literal('unreadable'), name: z.string() }),
]);
export type ComparisonAnswer = z.infer<typeof comparisonAnswerSchema>;
