import { config } from 'zod';

/**
 * Schemas would otherwise be compiled with `new Function`, and even the attempt is a breach of a page's content
 * security policy. To be called before the first message is parsed.
 */
export function parseWithoutEval(): void {
  config({ jitless: true });
}
