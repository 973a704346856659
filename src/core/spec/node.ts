import type { TextRange } from './textRange.ts';

/** A YAML value with the place where it is written. Aliases are the node that they point at. */
export type SpecNode = SpecScalar | SpecMap | SpecSequence;

export interface SpecScalar extends TextRange {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  /** True where the text is quoted, so that `"2"` is a word and `2` a number. */
  readonly quoted: boolean;
}

export interface SpecPair {
  readonly key: SpecScalar;
  /** null scalar of zero width where the value is missing. */
  readonly value: SpecNode;
}

export interface SpecMap extends TextRange {
  readonly type: 'map';
  readonly pairs: readonly SpecPair[];
}

export interface SpecSequence extends TextRange {
  readonly type: 'sequence';
  readonly items: readonly SpecNode[];
}
