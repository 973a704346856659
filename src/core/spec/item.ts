import type { SpecNode, SpecScalar } from './node.ts';
import type { TextRange } from './textRange.ts';

/** One entry of a layer list as written: `- conv: {filters: 16}` with its common keys. */
export interface SpecItem {
  /** Where the text stands: the user's file or the shipped blocks. */
  readonly source: 'file' | 'shipped';
  /** The kind as written, e.g. `conv`, `relu`, `stage`. */
  readonly kind: string;
  /** The kind's key (or the whole bare string). */
  readonly kindRange: TextRange;
  /** The whole entry without the dash. */
  readonly range: TextRange;
  /** The value of the kind key; null for a bare kind. */
  readonly value: SpecNode | null;
  readonly name: SpecScalar | null;
  readonly from: SpecNode | null;
  readonly when: SpecNode | null;
  /** The earlier item whose weights it uses. */
  readonly weights: SpecNode | null;
}
