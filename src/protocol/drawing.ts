import * as z from 'zod';

/**
 * A drawing on the wire, equal things once: the same form as `src/core/drawing/packedDrawing.ts`, which says what
 * each field means. (Core and protocol do not import each other; a test holds the two types equal.)
 */

const listOf = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> => z.array(item).readonly();
const numbers = listOf(z.number());

const rectSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
/** An expression in symbols is a text. */
const sizeSchema = z.union([z.number(), z.string()]);
const shapeSchema = listOf(sizeSchema).nullable();
const rangeSchema = z.object({ start: z.number(), end: z.number() });

export const levelSchema = z.enum(['stages', 'sizes', 'blocks', 'ops']);

const changeSchema = z.enum(['added', 'removed', 'changed', 'reshaped']);
const nodeChangeSchema = z.object({
  type: changeSchema,
  title: z.string(),
  output: shapeSchema,
  trainable: sizeSchema,
  macs: sizeSchema,
});

export const directionSchema = z.enum(['down', 'right']);

const textSchema = z.object({
  role: z.enum([
    'title',
    'subtitle',
    'header',
    'size',
    'note',
    'edge',
    'broken',
    'condition',
    'mark',
    'heading',
  ]),
  text: z.string(),
  x: z.number(),
  y: z.number(),
  anchor: z.enum(['start', 'middle', 'end']),
});

const nodeLookSchema = z.object({
  kind: z.enum(['input', 'output', 'stage', 'block', 'op']),
  form: z.enum(['box', 'pill', 'circle', 'frame']),
  width: z.number(),
  height: z.number(),
  title: z.string(),
  subtitle: z.string(),
  repeat: z.number(),
  state: z.enum(['open', 'closed', 'leaf']),
  run: z.object({ id: z.string(), count: z.number() }).nullable(),
  stage: z.number(),
  inputs: listOf(shapeSchema),
  output: shapeSchema,
  trainable: sizeSchema,
  macs: sizeSchema,
  activationBytes: sizeSchema.nullable(),
  problem: z.string(),
  change: nodeChangeSchema.nullable(),
  hidden: listOf(rangeSchema),
  texts: listOf(textSchema),
});

const lineLookSchema = z.object({
  kind: z.enum(['data', 'identity', 'dimension', 'broken', 'conditional']),
  label: z.string(),
  change: changeSchema.nullable(),
  operand: z.number(),
  points: listOf(z.tuple([z.number(), z.number()]).readonly()),
  texts: listOf(textSchema),
});

const packedScopeSchema = z.object({
  nodes: listOf(
    z.tuple([z.string(), z.number(), z.number(), z.number(), numbers, listOf(z.string())]).readonly(),
  ),
  frames: listOf(z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()),
  runs: listOf(z.tuple([z.number(), z.number(), z.string()]).readonly()),
  edges: listOf(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]).readonly()),
});

const fieldSchema = z.object({
  size: z.tuple([sizeSchema, sizeSchema]).readonly(),
  isExact: z.boolean(),
  isWholeInput: z.boolean(),
});

const packedNetSchema = z.object({
  title: z.string(),
  level: levelSchema,
  direction: directionSchema,
  bounds: rectSchema,
  looks: listOf(nodeLookSchema),
  lines: listOf(lineLookSchema),
  scopes: listOf(packedScopeSchema),
  fields: listOf(fieldSchema),
  fieldOf: numbers,
  problems: listOf(z.object({ range: rangeSchema, text: z.string() })),
});

export const packedDrawingSchema = packedNetSchema.extend({ plain: packedNetSchema.nullable() });

export type WireDrawing = z.infer<typeof packedDrawingSchema>;
