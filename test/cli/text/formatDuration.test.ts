import { expect, it } from 'vitest';
import { formatDuration } from '../../../src/cli/text/formatDuration.ts';

it('writes durations in the unit that a person would use', () => {
  expect([0, 59.4, 59.6, 125, 3599.7, 4800].map(formatDuration)).toEqual([
    '0 s',
    '59 s',
    '1 min 00 s',
    '2 min 05 s',
    '1 h 00 min',
    '1 h 20 min',
  ]);
});
