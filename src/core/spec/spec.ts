import type { SpecItem } from './item.ts';
import type { SpecMap, SpecNode, SpecScalar } from './node.ts';

/** The file as written, before anything is evaluated: what the outline, completion and hovers need. */
export interface Spec {
  readonly root: SpecNode | null;
  readonly model: SpecScalar | null;
  readonly paper: SpecScalar | null;
  readonly parameters: SpecMap | null;
  /** In the order of the text. */
  readonly variants: readonly string[];
  readonly blocks: readonly SpecBlock[];
  readonly defaults: SpecMap | null;
  readonly layers: readonly SpecItem[];
  readonly train: SpecMap | null;
}

export interface SpecBlock {
  readonly source: 'file' | 'shipped';
  readonly name: SpecScalar;
  readonly map: SpecMap | null;
  readonly parameters: readonly SpecParameter[];
  readonly defaults: SpecMap | null;
  readonly layers: readonly SpecItem[];
}

export interface SpecParameter {
  readonly name: SpecScalar;
  readonly required: boolean;
  /** The default; null where it is required. */
  readonly value: SpecNode | null;
  /** The only values that it may have: `{default: first, values: [first, middle]}`; null where any will do. */
  readonly values: readonly ScalarValue[] | null;
}

/** As written: a word, a number, or true and false. */
export type ScalarValue = string | number | boolean;
