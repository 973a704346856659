import * as z from 'zod';

/**
 * The table of ops beside the drawing. While its tab is open the page asks for the rows after each drawing:
 *
 *     page                       extension                       language server
 *     ops {uri, folds}      →    resnet/ops {uri, folds}     →
 *                           ←    ops {uri, table}            ←   {version, rows, …}
 *     copyOps {uri, form}   →    resnet/opsText {uri, form}  →
 *                           ←    opsCopied {…}               ←   the text, which goes to the clipboard
 */

/** A figure that depends on symbols is an expression. */
const size = z.union([z.number(), z.string()]);

const opRowSchema = z.object({
  /** `conv3_x.2–18.residual.branch.conv` stands for the repeats 2 to 18. */
  path: z.string(),
  times: z.number(),
  kind: z.string(),
  label: z.string(),
  output: z.array(size).readonly().nullable(),
  trainable: size,
  nonTrainable: size,
  macs: size,
  activationBytes: size.nullable(),
  /** Of the first and, where it sees something else, of the last of the equal ones. */
  sees: z
    .array(
      z.object({
        height: size,
        width: size,
        /** False: an upper bound. */
        isExact: z.boolean(),
        isWholeInput: z.boolean(),
      }),
    )
    .readonly(),
  range: z.object({ start: z.number(), end: z.number() }).nullable(),
});

export const opTableSchema = z.object({
  /** Of the text that is drawn, and whose ops these are. */
  version: z.number(),
  /** Whether equal blocks are one row; a net of very many ops is always folded. */
  folds: z.boolean(),
  rows: z.array(opRowSchema).readonly(),
  /** Of the whole net. */
  totals: z.object({
    ops: z.number(),
    trainable: size,
    nonTrainable: size,
    macs: size,
    activationBytes: size.nullable(),
  }),
});

/** Extension → server. */
export const OPS_REQUEST = 'resnet/ops';
export const opsRequestSchema = z.object({ uri: z.string(), folds: z.boolean() });

/** Extension → server: the text that `resnet analyze --format …` prints; null where there is no net. */
export const OPS_TEXT_REQUEST = 'resnet/opsText';
const opsForm = z.enum(['csv', 'markdown']);
export type OpsForm = z.infer<typeof opsForm>;
export const opsTextRequestSchema = z.object({ uri: z.string(), form: opsForm });

export const toOpTableSchemas = [
  /** Null where the server does not know the document or it has nothing to list. */
  z.object({ type: z.literal('ops'), uri: z.string(), table: opTableSchema.nullable() }),
  /** `isCopied`: false where there was nothing to copy, or the clipboard could not be written. */
  z.object({ type: z.literal('opsCopied'), form: opsForm, isCopied: z.boolean() }),
] as const;

export const fromOpTableSchemas = [
  opsRequestSchema.extend({ type: z.literal('ops') }),
  opsTextRequestSchema.extend({ type: z.literal('copyOps') }),
] as const;

export type OpTable = z.infer<typeof opTableSchema>;
export type OpTableRow = OpTable['rows'][number];
