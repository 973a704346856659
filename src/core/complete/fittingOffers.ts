import type { Analysis } from '../analyze.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { formatChange } from '../symbolic/formatSize.ts';
import { addSizes, isSymbolic, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { channelsAround, isShapeKnown } from './channelsAround.ts';
import { escapeSnippet, type Offer, paragraph } from './completion.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { parameterOffers } from './nameOffers.ts';
import { canProbe, fitting, type Probe, probe } from './probe.ts';

const MAX_VALUES = 6;
const NO_FIT = message('does not fit here');

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
    const what = isName ? message('parameter') : message('channels');
    return {
      kind: isName ? 'parameter' : 'value',
      label: text,
      detail: fits === null ? what : isFit ? message('fits here') : NO_FIT,
      doc: isFit && !isName ? [message('With as many filters all shapes of the spec fit that can.')] : [],
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
  const canTell = canProbe(analysis) && isShapeKnown(analysis, word.start);
  const probes = canTell ? probe(analysis, word, words) : [];
  const fits = probes.length === 0 ? null : (fitting(probes) ?? new Set(words));
  const cheapest = probes.filter(({ text }) => fits?.has(text) === true).reduce(cheaper, undefined);
  return words.map((text, i): Offer => {
    const found = probes.find((each) => each.text === text);
    const isFit = fits === null || fits.has(text);
    const fit =
      found === undefined || cheapest === undefined ? message('fits here') : fitText(found, cheapest);
    return {
      kind: 'word',
      label: text,
      detail: fits === null ? message('shortcut') : isFit ? fit : NO_FIT,
      doc: paragraph(SHORTCUT_DOCS[text]),
      snippet: text,
      rank: (isFit ? 0 : words.length) + i,
    };
  });
}

function cheaper(a: Probe | undefined, b: Probe): Probe {
  const [x, y] = [a?.trainable ?? null, b.trainable];
  return a === undefined || (typeof x === 'number' && typeof y === 'number' && y < x) ? b : a;
}

function fitText(probed: Probe, cheapest: Probe): Message {
  const parameters = difference(probed.trainable, cheapest.trainable);
  const macs = difference(probed.macs, cheapest.macs);
  if (parameters === null || macs === null) return message('fits here');
  if (!isSymbolic(parameters) && parameters === 0) return message('fits here · no parameters');
  return message('fits here · {parameters} parameters, {macs} multiply-adds', {
    parameters: formatChange(parameters),
    macs: formatChange(macs),
  });
}

function difference(a: Size | null, b: Size | null): Size | null {
  return a === null || b === null ? null : addSizes(a, timesInteger(b, -1));
}
