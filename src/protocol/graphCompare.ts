import * as z from 'zod';

/** A spec to compare with: its text does not change while the drawing goes on following the document. */
export const comparedSideSchema = z.object({
  /** As people know it: `resnet20`, `net.resnet.yaml as saved`. */
  name: z.string(),
  text: z.string(),
  variant: z.string().nullable(),
});
export type ComparedSide = z.infer<typeof comparedSideSchema>;

/** A number, or an expression in symbols. */
const sizeSchema = z.union([z.number(), z.string()]);
const pairSchema = z.object({ before: sizeSchema, after: sizeSchema });

/** What the page says of a comparison beside the marks in the drawing. */
export const drawnComparisonSchema = z.object({
  name: z.string(),
  /** Null where the other spec could not be built: nothing is marked then. */
  totals: z.object({ trainable: pairSchema, macs: pairSchema }).nullable(),
});
export type DrawnComparison = z.infer<typeof drawnComparisonSchema>;

/** Page → extension: choose what to compare with, or compare no longer. */
export const compareFromGraph = [
  z.object({ type: z.literal('compare') }),
  z.object({ type: z.literal('stopComparing') }),
] as const;
