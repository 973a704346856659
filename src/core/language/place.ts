import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';

/**
 * Where a mistake is to be shown. Inside a block the cause may be an argument of whoever uses the block, and
 * a shipped block has no text in the user's file at all; such places are relative to the use and become
 * ranges of the file when the use is known (see `elaborate/blockUse.ts`).
 */
export type Place =
  | { readonly kind: 'file'; readonly range: TextRange }
  /** The argument `name` of the use of the block. */
  | { readonly kind: 'argument'; readonly name: string }
  /** What the use of the block takes as its input. */
  | { readonly kind: 'input' }
  /** The use of the block itself: its name there. */
  | { readonly kind: 'block' };

/** One step of a fix, in terms of places. */
export type Change =
  | {
      readonly type: 'replace';
      readonly place: Place;
      readonly newText: string;
      /** Only where the value is written at this very use: a parameter's value has other users. */
      readonly isLocal?: boolean;
    }
  /** Writes an attribute into the value of an item of the file, whether it stands there or not. */
  | { readonly type: 'setAttribute'; readonly item: SpecItem; readonly key: string; readonly newText: string }
  /** The same for an argument of the use of the block. */
  | { readonly type: 'setArgument'; readonly key: string; readonly newText: string }
  /** Moves lines of the file further right, so that they become part of what stands above them. */
  | { readonly type: 'indent'; readonly range: TextRange }
  /** Turns an item whose kind is the name of a block into a `block` or a `stage` of it. */
  | {
      readonly type: 'useBlock';
      readonly item: SpecItem;
      readonly form: 'block' | 'stage';
      readonly block: string;
    };

export function filePlace(range: TextRange): Place {
  return { kind: 'file', range: { start: range.start, end: range.end } };
}

/** The same in a text that may be a shipped block's, of which only the use has a place. */
export function placeIn(source: 'file' | 'shipped', range: TextRange): Place {
  return source === 'file' ? filePlace(range) : { kind: 'block' };
}
