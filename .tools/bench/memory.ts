import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Analysis, analyze } from '../../src/core/analyze.ts';
import { printFigures } from './figure.ts';
import { spelledOutSpec } from './spelledOutSpec.ts';

const EDITS = 10_000;
const MIB = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** MiB that are in use once what nobody needs is gone. */
function usedMebibytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MIB;
}

/** One layer after the other is given another width and, when all have had it, the next: no text comes twice. */
function* versions(text: string): Generator<string> {
  const widths = [...text.matchAll(/filters: \d+/g)].map((match) => match.index + 'filters: '.length);
  let now = text;
  for (let edit = 0; edit < EDITS; edit++) {
    const at = widths[(edit * 7) % widths.length] ?? 0;
    const round = Math.floor(edit / widths.length) % 9;
    now = now.slice(0, at) + String(1 + round) + now.slice(at + 1);
    yield now;
  }
}

/** As the language server does it: only the last analysis is kept. */
function memoryAfterEdits(): void {
  const text = spelledOutSpec();
  let version: Analysis | null = analyze(text);
  const marks: number[] = [];
  let edits = 0;
  for (const next of versions(text)) {
    version = analyze(next, {}, version);
    if (++edits % (EDITS / 10) === 0) marks.push(usedMebibytes());
  }
  const [first = 0] = marks;
  const most = Math.max(...marks);
  // Held to the end, as a server holds what it last said.
  if (version.diagnostics.length < 0) throw new Error('never');
  printFigures([
    {
      name: `memory in use, most in ${EDITS.toLocaleString('en')} edits of 6,000 lines`,
      unit: 'MiB',
      p50: most,
      p95: null,
      // More kinds of layers are there at the end than at the first mark; a leak of whole versions is 20 MiB each.
      goal: { on: 'ratio', atMost: 1.5 },
      yardstick: { name: `after ${(EDITS / 10).toLocaleString('en')} edits`, p50: first },
    },
  ]);
}

memoryAfterEdits();
