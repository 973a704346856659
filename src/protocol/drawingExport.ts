import * as z from 'zod';
import { graphViewSchema } from './graph.ts';
import { comparedSideSchema } from './graphCompare.ts';

/** Extension → server, a request: the drawing of an open spec as a file. */
export const EXPORT_REQUEST = 'resnet/export';
const exportFormatSchema = z.enum(['svg', 'png', 'pdf', 'html', 'mermaid', 'dot', 'csv', 'markdown', 'json']);
export const exportRequestSchema = z.object({
  uri: z.string(),
  view: graphViewSchema,
  format: exportFormatSchema,
  /** What the panel compares with. */
  comparedWith: comparedSideSchema.nullable(),
  /** Pixels of a PNG for one unit of the drawing; null for the usual ones. */
  scale: z.number().positive().nullable(),
});

export const exportAnswerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('made'),
    /** What `resnet graph` writes for the same view; of a picture its bytes in base 64. */
    content: z.string(),
    isBinary: z.boolean(),
    /** Characters that the fonts of a picture lack. */
    missing: z.string(),
    /** False where the newest text cannot be drawn and this is the last that could. */
    isCurrent: z.boolean(),
  }),
  /** It cannot be made, for a reason that the person should know. */
  z.object({ type: z.literal('failed'), message: z.string() }),
]);

export type ExportAnswer = z.infer<typeof exportAnswerSchema>;
export type ExportRequest = z.infer<typeof exportRequestSchema>;
