import fc from 'fast-check';

/**
 * `npm test` says the same of the same commit every time: its random properties take their examples from one seed.
 * `npm run fuzz` looks further, with another seed each time.
 */
if ((process.env['FUZZ'] ?? '') === '') fc.configureGlobal({ seed: 1512_03385 });
