import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What the build makes; git ignores it. */
export const dist = join(root, 'dist');
/** What set-up fetched and compiled; git ignores it and a clean build keeps it. */
export const cache = join(root, '.cache');
