/** The part of vitest's JSON report on one test that says whether and why it was skipped. */
export interface TestResult {
  readonly status: string;
  /** `test/support/skipUnless.ts` puts the reason there. */
  readonly meta?: { readonly skipReason?: string };
}

const NO_REASON = 'not meant for this system';

/** `3 skipped: 2 without TensorFlow, 1 not meant for this system`; `0 skipped` where everything ran. */
export function skippedLine(tests: readonly TestResult[]): string {
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const counts = new Map<string, number>();
  for (const { meta } of skipped) {
    const reason = meta?.skipReason ?? NO_REASON;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return [`${skipped.length} skipped`, ...(reasons.length === 0 ? [] : [reasons.join(', ')])].join(': ');
}
