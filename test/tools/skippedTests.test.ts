import { beforeEach, describe, expect, it } from 'vitest';
import { skippedLine } from '../../.tools/skippedTests.ts';
import { skipUnless } from '../support/skipUnless.ts';

describe('the line about tests that did not run', () => {
  it('sums them up by their reasons', () => {
    const passed = { status: 'passed', meta: {} };
    expect(skippedLine([passed, { status: 'failed' }])).toBe('0 skipped');
    const without = (skipReason: string) => ({ status: 'skipped', meta: { skipReason } });
    expect(
      skippedLine([
        ...[passed, without('without TensorFlow'), { status: 'pending', meta: {} }],
        ...[without('without TensorFlow'), without('as root')],
      ]),
    ).toBe('4 skipped: 2 without TensorFlow, 1 not meant for this system, 1 as root');
  });

  describe('has its reasons from the tests', () => {
    beforeEach((context) => {
      skipUnless(context, true, 'never');
      expect(context.task.meta).toEqual({});
    });

    it('which run where nothing is missing', () => {
      const task = { meta: {} as { skipReason?: string } };
      const noted: (string | undefined)[] = [];
      const skip = (note?: string): void => {
        noted.push(note);
      };
      skipUnless({ task, skip } as never, false, 'without TensorFlow');
      expect([task.meta.skipReason, noted]).toEqual(['without TensorFlow', ['without TensorFlow']]);
    });
  });
});
