import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test was skipped; `npm test` sums them up. */
    skipReason?: string;
  }
}

/** Skips a test, from within it or from a `beforeEach`, with a reason that whoever runs it gets to see. */
export function skipUnless({ task, skip }: TestContext, isPossible: boolean, reason: string): void {
  if (isPossible) return;
  task.meta.skipReason = reason;
  skip(reason);
}
