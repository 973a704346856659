import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type Analysis, type AnalyzeOptions, analyze } from '../../src/core/analyze.ts';
import { type Figure, type Goal, percentile, printFigures, timeRounds } from './figure.ts';
import { spelledOutSpec } from './spelledOutSpec.ts';

const ROUNDS = 200;

/**
 * Texts as someone would type them: at places in the upper, middle and lower part of the file a digit goes,
 * comes back, and another is put behind it, so that half of the texts hold a mistake.
 */
function typing(text: string): string[] {
  const places = [...text.matchAll(/filters: \d+/g)].map((match) => match.index + match[0].length);
  const chosen = [0.1, 0.5, 0.9].map((share) => places[Math.floor(share * places.length)] ?? 0);
  return chosen.flatMap((at) => [
    text.slice(0, at - 1) + text.slice(at),
    text,
    `${text.slice(0, at)}4${text.slice(at)}`,
    text,
  ]);
}

/** As the language server does it: each version of the text is analysed knowing the one before. */
function keystrokes(name: string, text: string, options: AnalyzeOptions, goal: Goal | null): Figure {
  const texts = typing(text);
  const textOf = (round: number): string => texts[round % texts.length] ?? text;
  let version: Analysis | null = null;
  const times = timeRounds(ROUNDS, (round) => {
    version = analyze(textOf(round), options, version);
  });
  const parsing = timeRounds(ROUNDS / 10, (round) => {
    parseDocument(textOf(round));
  });
  return {
    name: `keystroke to diagnostics, ${name}`,
    unit: 'ms',
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    goal,
    yardstick: { name: 'parsing the same text with `yaml`', p50: percentile(parsing, 0.5) },
  };
}

const root = process.argv[2] ?? '.';
const family = readFileSync(join(root, 'examples/resnet-cifar10.resnet.yaml'), 'utf8');
const staged: Goal = { on: 'p95', atMost: 10 };
printFigures([
  keystrokes('ResNet-20', family, { variant: 'resnet20' }, staged),
  keystrokes('ResNet-1202 as stages', family, { variant: 'resnet1202' }, staged),
  keystrokes('6,000 spelled-out lines', spelledOutSpec(), {}, { on: 'p95', atMost: 20 }),
]);
