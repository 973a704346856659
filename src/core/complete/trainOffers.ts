import { type Offer, wordOffer } from './completion.ts';
import { trainAttribute, trainTable, trainWords } from './trainPlaces.ts';

export function trainKeyOffers(path: readonly string[]): Offer[] {
  return Object.entries(trainTable(path) ?? {}).map(([name, attribute]) => ({
    kind: 'key',
    label: name,
    detail: attribute.type.expected,
    doc: attribute.doc,
    snippet: `${name}: $0`,
  }));
}

export function trainValueOffers(path: readonly string[]): Offer[] {
  const attribute = trainAttribute(path);
  return trainWords(path).map((word) => wordOffer(word, path[path.length - 1] ?? '', attribute?.doc ?? ''));
}
