import { filePlace, type Place } from '../language/place.ts';
import type { ModelNode } from '../model/model.ts';

/** The kind of the item that the node comes from; in a shipped block the use of the block. */
export function nodePlace({ item }: ModelNode): Place {
  return item.source === 'file' ? filePlace(item.kindRange) : { kind: 'block' };
}
