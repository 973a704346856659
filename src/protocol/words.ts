import * as z from 'zod';

/**
 * The words of a page: English in the protocol, translated by the extension, given to the page in its HTML
 * (`data-words`), so that it can speak before the first message. `{0}`, `{1}`, … are filled by the page.
 */
export type Words<C extends Readonly<Record<string, string>>> = { readonly [K in keyof C]: string };

/** Of a catalogue in any language: every word of the English one has to be there. */
export function wordsSchema<C extends Readonly<Record<string, string>>>(english: C): z.ZodType<Words<C>> {
  const fields = Object.keys(english).map((key) => [key, z.string()] as const);
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodType<Words<C>>;
}
