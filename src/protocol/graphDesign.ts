import * as z from 'zod';

/**
 * Designing in the drawing. The page asks about the selected nodes; the extension passes the question on and, where
 * it is to be done, makes the edits that the server answers with, in one step that can be undone.
 *
 *     page                    extension                     language server
 *     designAsk {ask}    →
 *                             resnet/design {ask}        →
 *                                                        ←  {offers | previews | edits | refused}
 *                             (makes the edits)
 *                        ←    designAnswer {…}
 *
 * Everything is about the text of `version`; of another one the server answers that it has changed.
 */

const mergeSchema = z.enum(['add', 'concat', 'mean', 'multiply', 'gate']);

const designEditSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('insert'),
    where: z.enum(['before', 'after']),
    layer: z.object({ form: z.enum(['kind', 'block', 'stage']), name: z.string() }),
  }),
  z.object({ type: z.literal('join'), merge: mergeSchema, other: z.string().nullable() }),
  z.object({ type: z.literal('duplicate') }),
  z.object({ type: z.literal('delete') }),
  z.object({ type: z.literal('wrap'), shortcut: z.enum(['identity', 'A', 'B', 'C']) }),
  z.object({ type: z.literal('shortcut'), shortcut: z.enum(['identity', 'A', 'B', 'C', 'none']) }),
  z.object({
    type: z.literal('number'),
    name: z.enum(['repeat', 'filters', 'units', 'kernel', 'stride']),
    value: z.string(),
  }),
  z.object({ type: z.literal('extract'), name: z.string() }),
  z.object({ type: z.literal('copyBlock') }),
]);

const askSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offers') }),
  z.object({ kind: z.literal('previews'), edits: z.array(designEditSchema) }),
  z.object({ kind: z.literal('apply'), edit: designEditSchema }),
]);

/** Extension → server, a request. */
export const DESIGN_REQUEST = 'resnet/design';
export const designRequestSchema = z.object({
  uri: z.string(),
  version: z.number(),
  /** Of the drawn nodes that it is about. */
  ids: z.array(z.string()),
  ask: askSchema,
});

/** Why something cannot be done; '' where it can. */
const reason = z.string();

export const designOffersSchema = z.object({
  title: z.string(),
  insertBefore: reason,
  insertAfter: reason,
  duplicate: reason,
  remove: reason,
  join: reason,
  /** What one layer alone can be joined with: its name there, what it gives, and which merges fit. */
  others: z.array(z.object({ name: z.string(), shape: z.string(), fits: z.array(mergeSchema) })),
  wrap: reason,
  shortcut: reason,
  shortcutNow: z.string(),
  numbers: z.array(
    z.object({ name: z.enum(['repeat', 'filters', 'units', 'kernel', 'stride']), written: z.string() }),
  ),
  extract: reason,
  extractName: z.string(),
  copyBlock: z.string().nullable(),
  layers: z.array(z.object({ form: z.enum(['kind', 'block', 'stage']), name: z.string() })),
});

export const designPreviewSchema = z.object({
  /** False where the edit cannot be made at all: `error` says why. */
  isPossible: z.boolean(),
  /** What it changes: parameters, multiply-adds, and the shape that comes out. */
  summary: z.string(),
  /** The first mistake that the text would have then and has not now; '' for none. */
  error: z.string(),
  /** What else is worth knowing; '' for nothing. */
  note: z.string(),
});

const offersAnswer = z.object({ kind: z.literal('offers'), offers: designOffersSchema });
const previewsAnswer = z.object({ kind: z.literal('previews'), previews: z.array(designPreviewSchema) });
const refusedAnswer = z.object({ kind: z.literal('refused'), reason: z.string() });

export const designServerAnswerSchema = z.discriminatedUnion('kind', [
  offersAnswer,
  previewsAnswer,
  refusedAnswer,
  z.object({
    kind: z.literal('edits'),
    edits: z.array(z.object({ start: z.number(), end: z.number(), newText: z.string() })),
    /** Where the changed item starts in the edited text. */
    focus: z.number(),
  }),
]);

export const designAnswerSchema = z.discriminatedUnion('kind', [
  offersAnswer,
  previewsAnswer,
  refusedAnswer,
  /** Done: the drawing of `version` or a later one has the item at `focus`. */
  z.object({ kind: z.literal('applied'), version: z.number(), focus: z.number() }),
]);

export const designAskMessage = designRequestSchema.extend({
  type: z.literal('designAsk'),
  /** Comes back with the answer. */
  question: z.number(),
});
export const designAnswerMessage = z.object({
  type: z.literal('designAnswer'),
  question: z.number(),
  answer: designAnswerSchema,
});

export type DesignEditMessage = z.infer<typeof designEditSchema>;
export type DesignAsk = z.infer<typeof askSchema>;
export type DesignOffersAnswer = z.infer<typeof designOffersSchema>;
export type DesignPreview = z.infer<typeof designPreviewSchema>;
export type DesignServerAnswer = z.infer<typeof designServerAnswerSchema>;
export type DesignAnswer = z.infer<typeof designAnswerSchema>;
export type DesignAskMessage = z.infer<typeof designAskMessage>;
