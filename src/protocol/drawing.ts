import * as z from 'zod';

/**
 * A finished drawing on the wire: the same form as `src/core/drawing/drawing.ts`, which says what each field
 * means. (Core and protocol do not import each other; a test holds the two types equal.)
 */

const rectSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
/** An expression in symbols is a text. */
const sizeSchema = z.union([z.number(), z.string()]);
const shapeSchema = z.array(sizeSchema).readonly().nullable();
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

const drawingNodeSchema = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  kind: z.enum(['input', 'output', 'stage', 'block', 'op']),
  form: z.enum(['box', 'pill', 'circle', 'frame']),
  box: rectSchema,
  title: z.string(),
  subtitle: z.string(),
  repeat: z.number(),
  state: z.enum(['open', 'closed', 'leaf']),
  run: z.object({ id: z.string(), count: z.number(), index: z.number() }).nullable(),
  stage: z.number(),
  ranges: z.array(rangeSchema).readonly(),
  inputs: z.array(shapeSchema).readonly(),
  output: shapeSchema,
  members: z.array(z.string()).readonly(),
  trainable: sizeSchema,
  macs: sizeSchema,
  activationBytes: sizeSchema.nullable(),
  receptiveField: z
    .object({
      size: z.tuple([sizeSchema, sizeSchema]).readonly(),
      isExact: z.boolean(),
      isWholeInput: z.boolean(),
    })
    .nullable(),
  problem: z.string(),
  change: nodeChangeSchema.nullable(),
});

const drawingEdgeSchema = z.object({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  kind: z.enum(['data', 'identity', 'dimension', 'broken', 'conditional']),
  label: z.string(),
  change: changeSchema.nullable(),
  points: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
});

const drawingTextSchema = z.object({
  owner: z.string(),
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

export const drawingSchema = z.object({
  title: z.string(),
  level: levelSchema,
  direction: directionSchema,
  bounds: rectSchema,
  nodes: z.array(drawingNodeSchema).readonly(),
  edges: z.array(drawingEdgeSchema).readonly(),
  texts: z.array(drawingTextSchema).readonly(),
});

export type WireDrawing = z.infer<typeof drawingSchema>;
