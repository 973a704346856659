import * as z from 'zod';

/** The JSON document of `resnet diff`: a contract like those in `commandLine.ts`. */

const count = z.number().int().nonnegative();
const countPair = z.object({ before: count.nullable(), after: count.nullable() });
const textPair = z.object({ before: z.string().nullable(), after: z.string().nullable() });
const shape = z.array(z.union([z.number().int().positive(), z.string()])).nullable();
const specSchema = z.object({ file: z.string(), variant: z.string().nullable() });
const namedPair = textPair.extend({ name: z.string() });

const unitSchema = z.object({
  /** `reshaped`: the same on a map of another size. */
  type: z.enum(['added', 'removed', 'changed', 'reshaped']),
  /** Within the block that holds it. */
  path: textPair,
  title: textPair,
  attributes: z.array(namedPair),
  output: z.object({ before: shape, after: shape }),
  trainable: countPair,
  macs: countPair,
  get inside() {
    return z.array(unitSchema);
  },
});

export const diffDocumentSchema = z.object({
  version: z.literal(1),
  before: specSchema,
  after: specSchema,
  totals: z.object({ trainable: countPair, nonTrainable: countPair, macs: countPair, layers: countPair }),
  /** Shapes as text; null where only the other model has it. */
  inputs: z.array(namedPair),
  outputs: z.array(namedPair),
  /** Empty where the two nets mean the same. */
  changes: z.array(unitSchema),
  /** What `train` comes to; null where neither has one. */
  training: z
    .object({
      isThere: z.object({ before: z.boolean(), after: z.boolean() }),
      /** What differs, under the keys of `train`; empty unless both have one. */
      settings: z.array(namedPair),
    })
    .nullable(),
});
export type DiffDocument = z.infer<typeof diffDocumentSchema>;
