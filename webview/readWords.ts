import type * as z from 'zod';

/** The words that the extension wrote into the page. */
export function readWords<W>(root: HTMLElement, schema: z.ZodType<W>): W {
  return schema.parse(JSON.parse(root.dataset['words'] ?? '{}'));
}
