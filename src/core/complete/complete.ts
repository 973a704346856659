import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { KINDS } from '../language/kinds.ts';
import { PAPERS } from '../paper/papers.ts';
import { type Completion, type Offer, paragraph, wordOffer } from './completion.ts';
import type { CursorPlace } from './cursorPlace.ts';
import { cursorPlace } from './cursorPlace.ts';
import { BLOCK_KEYS, FILE_KEYS, type FileKey } from './fileKeys.ts';
import { filterOffers, shortcutOffers } from './fittingOffers.ts';
import { type LanguagePlace, languagePlace } from './languagePlace.ts';
import {
  attributeKeyOffers,
  attributeValueOffers,
  blockOffers,
  itemOffers,
  kindKeyOffers,
  parameterValueOffers,
} from './layerOffers.ts';
import { parameterOffers, producerOffers } from './nameOffers.ts';
import { blockSnippets, specSnippets } from './snippetOffers.ts';
import { trainKeyOffers, trainValueOffers } from './trainOffers.ts';
import { weightOffers } from './weightOffers.ts';

/** Everything that may stand at the offset, in no particular order; the editor filters by what is typed. */
export function complete(analysis: Analysis, offset: number): readonly Completion[] {
  const place = cursorPlace(analysis.text, offset);
  if (place === null) return [];
  const offers = place.isExpression ? parameterOffers(analysis, place.path) : offersAt(analysis, place);
  const isColonThere = /^\s*:/.test(analysis.text.slice(place.word.end, place.word.end + 20));
  // A value does not stick to its colon.
  const gap = place.slot === 'value' && analysis.text[place.word.start - 1] === ':' ? ' ' : '';
  return offers.map((offer) => ({
    ...offer,
    range: place.word,
    // A key whose colon stands already is renamed, not written anew.
    snippet: gap + (isColonThere && offer.kind !== 'word' ? offer.label : offer.snippet),
  }));
}

function offersAt(analysis: Analysis, place: CursorPlace): readonly Offer[] {
  const here = languagePlace(place.path);
  switch (place.slot) {
    case 'key':
      return keyOffers(analysis, place, here);
    case 'value':
      return valueOffers(analysis, place, here);
    case 'entry':
      return here.type === 'item'
        ? itemOffers(analysis, place)
        : here.type === 'producers' && !place.path.includes('weights')
          ? producerOffers(analysis, place.path)
          : keyOffers(analysis, place, here);
    case 'below':
      return here.type === 'layers'
        ? itemOffers(analysis, place).map((offer) => ({ ...offer, snippet: `- ${offer.snippet}` }))
        : keyOffers(analysis, place, here);
  }
}

function keyOffers(analysis: Analysis, place: CursorPlace, here: LanguagePlace): readonly Offer[] {
  const isFree = (key: string): boolean => !place.pairs.has(key);
  switch (here.type) {
    case 'file':
      return [...fileKeyOffers(FILE_KEYS).filter(({ label }) => isFree(label)), ...specSnippets(place)];
    case 'block':
      return fileKeyOffers(BLOCK_KEYS).filter(({ label }) => isFree(label));
    case 'variant':
      return analysisParameters(analysis).filter(({ label }) => isFree(label));
    case 'defaults':
      return [...kindKeyOffers(), ...blockOffers(analysis, 'key')].filter(({ label }) => isFree(label));
    case 'item':
      return itemOffers(analysis, place);
    case 'kind':
    case 'blockDefaults':
      return attributeKeyOffers(analysis, here, place.pairs);
    case 'attribute':
      return here.name === 'norm'
        ? attributeKeyOffers(analysis, { type: 'kind', kind: 'norm', isDefault: true }, place.pairs)
        : [];
    case 'train':
      return trainKeyOffers(here.path).filter(({ label }) => isFree(label));
    case 'blocks':
      return blockSnippets(place);
    case 'parameters':
    case 'variants':
    case 'branches':
    case 'layers':
    case 'parameterDefault':
    case 'producers':
    case 'unknown':
      return [];
  }
}

function valueOffers(analysis: Analysis, place: CursorPlace, here: LanguagePlace): readonly Offer[] {
  switch (here.type) {
    case 'attribute':
      return attributeOffers(analysis, place, here);
    case 'kind':
      return attributeOffers(analysis, place, {
        kind: here.kind,
        name: KINDS.get(here.kind)?.shorthand ?? '',
      });
    case 'producers':
      return place.path[place.path.length - 1] === 'weights'
        ? weightOffers(analysis, place.word.start)
        : producerOffers(analysis, place.path);
    case 'train':
      return trainValueOffers(here.path);
    case 'parameterDefault':
      return parameterValueOffers(
        analysis,
        { type: 'blockDefaults', block: here.block },
        here.name,
        place.pairs,
      );
    case 'parameters':
    case 'file':
    case 'block':
    case 'variant':
    case 'variants':
    case 'blocks':
    case 'branches':
    case 'defaults':
    case 'layers':
    case 'item':
    case 'blockDefaults':
    case 'unknown':
      if (place.path.length === 1 && place.path[0] === 'paper') return paperOffers();
      return place.path[place.path.length - 2] === 'parameters' && place.path[0] === 'blocks'
        ? [wordOffer('required', message('must be given by whoever uses the block'))]
        : [];
  }
}

/** Values that are tried out come first, those that fit before the others. */
function attributeOffers(
  analysis: Analysis,
  place: CursorPlace,
  { kind, name }: { readonly kind: string; readonly name: string },
): readonly Offer[] {
  if (name === 'filters') return filterOffers(analysis, place);
  if (name === 'shortcut') return shortcutOffers(analysis, place);
  return attributeValueOffers(analysis, { kind, name }, place.pairs);
}

function paperOffers(): Offer[] {
  return PAPERS.map(({ id, title, depths }) => wordOffer(id, message(depths), paragraph(title)));
}

function fileKeyOffers(keys: Readonly<Record<string, FileKey>>): Offer[] {
  return Object.entries(keys).map(([key, { doc, value }]) => ({
    kind: 'key',
    label: key,
    detail: message('key of the file'),
    doc: paragraph(doc),
    snippet: `${key}:${value}`,
  }));
}

function analysisParameters(analysis: Analysis): Offer[] {
  return (analysis.spec.parameters?.pairs ?? []).map((pair) => ({
    kind: 'parameter',
    label: String(pair.key.value),
    detail: message('parameter of the file'),
    doc: [],
    snippet: `${String(pair.key.value)}: $1`,
  }));
}
