import type { Analysis } from '../analyze.ts';
import { formatChange } from '../symbolic/formatSize.ts';
import { addSizes, isSymbolic, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { channelsAround } from './channelsAround.ts';
import { escapeSnippet, type Offer } from './completion.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { parameterOffers } from './nameOffers.ts';
import { canProbe, fitting, type Probe, probe } from './probe.ts';

const MAX_VALUES = 6;

/**
 * Numbers for `filters`, those after which the shapes fit first: the channels that come in, of the shortcut, twice and
 * half of them; and the parameters of the place.
 */
export function filterOffers(analysis: Analysis, { word, path }: CursorPlace): Offer[] {
  const numbers = channelsAround(analysis, word.start).slice(0, MAX_VALUES).map(String);
  const names = parameterOffers(analysis, path).map(({ label }) => `$${label}`);
  const values = [...numbers, ...names.slice(0, MAX_VALUES)];
  const fits = canProbe(analysis) ? fitting(probe(analysis, word, values)) : null;
  return values.map((text, i): Offer => {
    const isName = text.startsWith('$');
    const isFit = fits?.has(text) === true;
    const what = isName ? 'parameter' : 'channels';
    return {
      kind: isName ? 'parameter' : 'value',
      label: text,
      detail: fits === null ? what : isFit ? 'fits here' : 'does not fit here',
      doc: isFit && !isName ? 'With as many filters all shapes of the spec fit that can.' : '',
      snippet: escapeSnippet(text),
      rank: (isFit || fits === null ? 0 : MAX_VALUES * 2) + i,
    };
  });
}

/** What each option does, whether it fits here, and what it costs beside the cheapest that fits. */
const SHORTCUT_DOCS: Readonly<Record<string, string>> = {
  identity: 'The input as it is, added to the branch: the branch must not change the shape.',
  A: 'Where the shape changes, every second pixel and zeros for the new channels: no parameters (He et al. 2015, option A).',
  B: 'Where the shape changes a 1×1 projection, else the input as it is (option B).',
  C: 'A 1×1 projection always (option C).',
  none: 'No shortcut: the branch alone, as in a plain net.',
};

export function shortcutOffers(analysis: Analysis, { word }: CursorPlace): Offer[] {
  const words = Object.keys(SHORTCUT_DOCS);
  const probes = canProbe(analysis) ? probe(analysis, word, words) : [];
  const fits = probes.length === 0 ? null : (fitting(probes) ?? new Set(words));
  const cheapest = probes.filter(({ text }) => fits?.has(text) === true).reduce(cheaper, undefined);
  return words.map((text, i): Offer => {
    const found = probes.find((each) => each.text === text);
    const isFit = fits === null || fits.has(text);
    const price = found === undefined || cheapest === undefined || !isFit ? '' : priceText(found, cheapest);
    return {
      kind: 'word',
      label: text,
      detail: fits === null ? 'shortcut' : isFit ? `fits here${price}` : 'does not fit here',
      doc: SHORTCUT_DOCS[text] ?? '',
      snippet: text,
      rank: (isFit ? 0 : words.length) + i,
    };
  });
}

function cheaper(a: Probe | undefined, b: Probe): Probe {
  const [x, y] = [a?.trainable ?? null, b.trainable];
  return a === undefined || (typeof x === 'number' && typeof y === 'number' && y < x) ? b : a;
}

function priceText(probed: Probe, cheapest: Probe): string {
  const parameters = difference(probed.trainable, cheapest.trainable);
  const macs = difference(probed.macs, cheapest.macs);
  if (parameters === null || macs === null) return '';
  if (!isSymbolic(parameters) && parameters === 0) return ' · no parameters';
  return ` · ${formatChange(parameters)} parameters, ${formatChange(macs)} multiply-adds`;
}

function difference(a: Size | null, b: Size | null): Size | null {
  return a === null || b === null ? null : addSizes(a, timesInteger(b, -1));
}
