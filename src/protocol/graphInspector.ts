import * as z from 'zod';

/**
 * The inspector: the selected layer with its arithmetic, and its part of the spec in an editor of its own.
 *
 *     page                          extension                     language server
 *     inspect {version, offset} →   resnet/inspect            →
 *                               ←   inspected {…}             ←
 *     tryText {…}               →   resnet/tryText            →   (the file with that text, which nobody wrote yet)
 *                               ←   tried {…}                 ←
 *     completeText {…}          →   resnet/completeText       →
 *                               ←   completed {…}             ←
 *     replaceText {…}           →   (one edit of the document, to be undone in one)
 *                               ←   replaced {done}
 *
 * Offsets are UTF-16 code units: `offset` and `range` in the document of that `version`, others in the shown text.
 */

const rangeSchema = z.object({ start: z.number(), end: z.number() });

/** A layer's part of the document, shown without its indentation. */
const excerptSchema = z.object({ range: rangeSchema, indent: z.number(), text: z.string() });

export const INSPECT_REQUEST = 'resnet/inspect';
export const inspectRequestSchema = z.object({ uri: z.string(), version: z.number(), offset: z.number() });
export const inspectAnswerSchema = z.object({
  title: z.string(),
  /** A sentence each; code stands in backquotes. */
  facts: z.array(z.string()),
  excerpt: excerptSchema,
});
export type InspectAnswer = z.infer<typeof inspectAnswerSchema>;

const triedTextSchema = z.object({
  uri: z.string(),
  version: z.number(),
  excerpt: excerptSchema,
  /** What stands in the excerpt's place now. */
  text: z.string(),
});

export const TRY_REQUEST = 'resnet/tryText';
export const tryRequestSchema = triedTextSchema;
const sizeSchema = z.union([z.number(), z.string()]);
const pairSchema = z.object({ before: sizeSchema, after: sizeSchema });
export const tryAnswerSchema = z.object({
  marks: z.array(
    z.object({
      severity: z.enum(['error', 'warning', 'information']),
      message: z.string(),
      code: z.string(),
      start: z.number(),
      end: z.number(),
    }),
  ),
  /** The first mistake that this would make somewhere else in the file; '' for none. */
  elsewhere: z.string(),
  /** Of the whole model; null where it could not be built. */
  totals: z.object({ trainable: pairSchema, macs: pairSchema }).nullable(),
});
export type TryAnswer = z.infer<typeof tryAnswerSchema>;

export const COMPLETE_REQUEST = 'resnet/completeText';
export const completeRequestSchema = triedTextSchema.extend({ offset: z.number() });
export const offeredSchema = z.object({
  label: z.string(),
  detail: z.string(),
  documentation: z.string(),
  /** With the signs of snippets. */
  insert: z.string(),
  sort: z.string(),
  start: z.number(),
  end: z.number(),
});
export const completeAnswerSchema = z.array(offeredSchema);
export type Offered = z.infer<typeof offeredSchema>;

/** Each question has a number, which comes back with its answer. */
const asked = { id: z.number() };

export const inspectorFromGraph = [
  inspectRequestSchema.extend({ type: z.literal('inspect'), ...asked }),
  triedTextSchema.extend({ type: z.literal('tryText'), ...asked }),
  completeRequestSchema.extend({ type: z.literal('completeText'), ...asked }),
  triedTextSchema.extend({ type: z.literal('replaceText'), ...asked }),
] as const;

/** Null: the document is of another version by now, or there is nothing at that place. */
export const inspectorToGraph = [
  z.object({ type: z.literal('inspected'), ...asked, answer: inspectAnswerSchema.nullable() }),
  z.object({ type: z.literal('tried'), ...asked, answer: tryAnswerSchema.nullable() }),
  z.object({ type: z.literal('completed'), ...asked, answer: completeAnswerSchema.nullable() }),
  z.object({ type: z.literal('replaced'), ...asked, done: z.boolean() }),
] as const;

export type InspectorQuestion = z.infer<(typeof inspectorFromGraph)[number]>;
export type InspectorReply = z.infer<(typeof inspectorToGraph)[number]>;
