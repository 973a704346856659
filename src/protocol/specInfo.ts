import * as z from 'zod';

/** Requests of the editor to the language server about one document, beside the standard ones. */
export const SPEC_REQUESTS = {
  /** `{uri}` to `SpecInfo`, or null for a document that the server does not know. */
  info: 'resnet/specInfo',
  /** `{uri, variant}`: from now on the document is checked, explained and drawn as this variant. */
  selectVariant: 'resnet/selectVariant',
} as const;

export const specInfoRequestSchema = z.object({ uri: z.string() });

export const selectVariantRequestSchema = z.object({ uri: z.string(), variant: z.string().nullable() });

export const specInfoSchema = z.object({
  uri: z.string(),
  version: z.number().int(),
  /** The text after `model:`, or '' where none is written. */
  name: z.string(),
  /** In the order of the text. */
  variants: z.array(z.string()),
  /** The one that the document is shown as. */
  variant: z.string().nullable(),
  hasTraining: z.boolean(),
  errors: z.number().int().nonnegative(),
});

export type SpecInfo = z.infer<typeof specInfoSchema>;
