import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { ProgressLine } from '../../../src/cli/text/progressLine.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';

function fakeTerminal(isInteractive: boolean): Terminal & { readonly written: string[] } {
  const written: string[] = [];
  const style = chooseStyle(false, {});
  return {
    written,
    out: () => undefined,
    note: (text) => {
      written.push(text);
    },
    outEnded: new AbortController().signal,
    outStyle: style,
    noteStyle: style,
    width: isInteractive ? 20 : null,
    isNoteInteractive: isInteractive,
  };
}

describe('ProgressLine', () => {
  it('redraws one line that fits the terminal, and takes it away again', () => {
    const terminal = fakeTerminal(true);
    let now = 0;
    const line = new ProgressLine(terminal, () => now);
    line.show('step 1 of a hundred thousand');
    line.show('too soon to be seen');
    now = 200;
    line.show('step 3');
    line.clear();
    line.clear();
    const erase = '\r\u001b[2K';
    expect(terminal.written).toEqual([`${erase}step 1 of a hundred`, `${erase}step 3`, erase]);
  });

  it('writes a plain line now and then where the output is a file', () => {
    const terminal = fakeTerminal(false);
    let now = 0;
    const line = new ProgressLine(terminal, () => now);
    for (now = 0; now < 25_000; now += 1000) line.show(`second ${now / 1000}`);
    line.clear();
    expect(terminal.written).toEqual(['second 0\n', 'second 10\n', 'second 20\n']);
  });
});
