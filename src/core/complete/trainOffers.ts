import { message } from '../diagnostics/message.ts';
import { type Offer, paragraph, verbatim, wordOffer } from './completion.ts';
import { trainAttribute, trainTable, trainWords } from './trainPlaces.ts';

export function trainKeyOffers(path: readonly string[]): Offer[] {
  return Object.entries(trainTable(path) ?? {}).map(([name, attribute]) => ({
    kind: 'key',
    label: name,
    detail: message(attribute.type.expected),
    doc: paragraph(attribute.doc),
    snippet: `${name}: $0`,
  }));
}

export function trainValueOffers(path: readonly string[]): Offer[] {
  const attribute = trainAttribute(path);
  return trainWords(path).map((word) =>
    wordOffer(word, verbatim(path[path.length - 1] ?? ''), paragraph(attribute?.doc)),
  );
}
