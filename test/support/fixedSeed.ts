import fc from 'fast-check';
import { isFuzzing } from './fuzz.ts';

/**
 * `npm test` says the same of the same commit every time: its random properties take their examples from one seed.
 * `npm run fuzz` looks further, with another seed each time.
 */
if (!isFuzzing()) fc.configureGlobal({ seed: 1512_03385 });
