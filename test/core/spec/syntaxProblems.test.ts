import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';

/** The messages of a text with the titles of their fixes. */
function problemsOf(text: string): string[] {
  return analyze(text).diagnostics.map(({ message, fixes }) =>
    [message, ...fixes.map(({ title }) => title)].map((each) => formatMessage(each)).join(' → '),
  );
}

describe('a line that should have been a key', () => {
  it('gets its colon', () => {
    const [first] = problemsOf('input: [8, 8, 3]\nlayers:\n  - relu\n    name: a\n');
    expect(first).toMatch(/^A colon is missing: write `relu:`.* → Write `relu:`$/);
  });

  it('gets none within brackets, where it would not help', () => {
    const [first] = problemsOf('input: [8, 8, 3]\nlayers:\n  - [: max\n    name: b\n');
    expect(first).toMatch(/^This is not valid YAML/);
  });

  it('gets none where that would write a section twice', () => {
    for (const text of [
      'layers:\ninput: [8, 8, 3]\nlayers\n  - relu: \n',
      'input: [8, 8, 3]\nlayers\nlayers:\n  - relu\n',
      'layers\n"layers" :\n  - relu\n',
    ]) {
      const [first] = problemsOf(text);
      expect(first).toMatch(/^`layers` stands here without a colon, and `layers:` once more\. Remove one/);
      expect(first).not.toContain('→');
    }
  });
});
