import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { nodesToEdit } from '../../support/designFaults.ts';
import { fuzzStep, fuzzTimeoutMs } from '../../support/fuzz.ts';
import { editFaults, offeredEdits } from '../../support/nastyFaults.ts';
import { NASTY_SPECS } from '../../support/nastySpecs.ts';

/** Each node alone, and with each other one. */
function selections(nodes: readonly string[]): string[][] {
  return [
    ...nodes.map((node) => [node]),
    ...nodes.flatMap((one, at) => nodes.slice(at + 1).map((other) => [one, other])),
  ];
}

describe('everything that is offered, in specs that are written as few people would', () => {
  it.each(Object.entries(NASTY_SPECS))(
    '%s',
    (_name, text) => {
      const before = analyze(text);
      expect(before.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      let turn = 0;
      let made = 0;
      for (const ids of selections(nodesToEdit(before)).filter((_, at) => at % fuzzStep(4) === 0)) {
        for (const edit of offeredEdits(before, ids)) {
          if (turn++ % fuzzStep(11) !== 0) continue;
          const faults = editFaults(before, ids, edit);
          expect(faults, `${JSON.stringify(edit)} at ${ids.join()}`).toEqual([]);
          made++;
        }
      }
      expect(made).toBeGreaterThan(0);
    },
    fuzzTimeoutMs(30_000),
  );
});
