import { config } from 'zod';

/**
 * Zod tries `new Function` the moment a schema is made, and even the attempt is a breach of a page's content
 * security policy. So a page imports this file for its effect, before any other.
 */
config({ jitless: true });
