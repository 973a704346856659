import { type Analysis, analyze } from '../analyze.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';

/** What the spec would be with another value at the cursor. */
export interface Probe {
  readonly text: string;
  /** How many shapes do not fit. */
  readonly faults: number;
  readonly trainable: Size | null;
  readonly macs: Size | null;
}

/** Each probe analyses the text once more, which must stay quick while somebody types. */
const MAX_TEXT = 30_000;
const MAX_OPS = 1_500;

export function canProbe({ text, model }: Analysis): boolean {
  return text.length <= MAX_TEXT && model !== null && model.body.opCount <= MAX_OPS;
}

/** Puts each of the values in the place of the word at the cursor. */
export function probe(analysis: Analysis, word: TextRange, values: readonly string[]): Probe[] {
  const { text, options } = analysis;
  const before = text.slice(0, word.start);
  const gap = before.endsWith(':') ? ' ' : '';
  return values.map((value) => {
    const tried = analyze(before + gap + value + text.slice(word.end), options, analysis);
    const faults = tried.diagnostics.filter(
      ({ code, severity }) => severity === 'error' && code.startsWith('shape.'),
    );
    const cost = tried.model?.body.cost;
    return {
      text: value,
      faults: faults.length,
      trainable: cost?.trainable ?? null,
      macs: cost?.macs ?? null,
    };
  });
}

/** Those after which the fewest shapes do not fit, or null where all are alike. */
export function fitting(probes: readonly Probe[]): ReadonlySet<string> | null {
  const fewest = Math.min(...probes.map(({ faults }) => faults));
  const best = probes.filter(({ faults }) => faults === fewest);
  return best.length === probes.length ? null : new Set(best.map(({ text }) => text));
}
