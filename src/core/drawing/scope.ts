import type { Shape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import type { BodyMeanings } from './bodyMeaning.ts';
import type { DrawingNode, DrawingRun, DrawnChange, EdgeKind } from './drawing.ts';

/**
 * What is shown on one level, before it has places: the parts of the file, of an open stage or of an open
 * block, and the links between them. Scopes of equal blocks that show the same are one object, so layout
 * happens once for all of them; therefore every name in here is relative to the block.
 */
export interface Scope {
  /** In topological order. */
  readonly parts: readonly Part[];
  readonly links: readonly Link[];
}

/** As `Link.from`: what arrives at the frame. */
export const FRAME_INPUT = -1;
/** As `Link.to`: what leaves the frame. */
export const FRAME_OUTPUT = -2;

export interface Part {
  /** Path within the block. */
  readonly id: string;
  readonly kind: DrawingNode['kind'];
  readonly form: DrawingNode['form'];
  readonly title: string;
  readonly subtitle: string;
  /** The line in the top of a stage or block that is open. */
  readonly header: string;
  /** What stands beside a circle, e.g. the ReLU after an addition. */
  readonly note: string;
  /** The output size, where it is worth a label. */
  readonly size: string;
  readonly repeat: number;
  readonly state: DrawingNode['state'];
  readonly run: DrawingRun | null;
  /** The items of the text behind it, the main one first. */
  readonly items: readonly SpecItem[];
  /** The blocks of the file that it stands for and does not show. */
  readonly hiddenTexts: readonly TextRange[];
  readonly inputs: readonly (Shape | null)[];
  readonly output: Shape | null;
  /** Paths, within the block, of what it stands for beside `id`. */
  readonly members: readonly string[];
  /** Of the block's nodes, the one that its first op or use is, and the one whose output is its own; -1 for none. */
  readonly firstNode: number;
  readonly outputNode: number;
  readonly trainable: Size;
  readonly macs: Size;
  readonly activationBytes: Size | null;
  readonly problem: string;
  /** True for what stands on a shortcut: it is put beside the branch. */
  readonly aside: boolean;
  /** True for what computes on maps and takes the colour of their size. */
  readonly coloured: boolean;
  /** What an open stage or block shows. */
  readonly inside: Inside | null;
  /** Everything that says what it is, its name, its size and what it takes aside: equal for parts that mean the same. */
  readonly meaning: (bodies: BodyMeanings) => string;
  /** In a comparison: how it differs; absent where it does not. */
  readonly change?: PartChange;
}

export interface PartChange {
  /** `reshaped`: the same, but on a map of another size. */
  readonly type: DrawnChange;
  /** As it was; null for what is new. */
  readonly before: Part | null;
}

export interface Inside {
  readonly scope: Scope;
  /** What goes before the ids inside: '' for a stage, whose blocks belong to the same body. */
  readonly prefix: string;
}

export interface Link {
  /** Index of a part, or `FRAME_INPUT`. */
  readonly from: number;
  /** Index of a part, or `FRAME_OUTPUT`. */
  readonly to: number;
  /** Which input of `to` it is. */
  readonly operand: number;
  readonly kind: EdgeKind;
  readonly label: string;
  /** True where the value is one from inside `from`, not its output: the line then starts at its frame. */
  readonly inner: boolean;
  /** In a comparison: how it differs; absent where it does not. */
  readonly change?: DrawnChange;
}
