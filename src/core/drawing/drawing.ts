import type { TextRange } from '../spec/textRange.ts';
import type { Direction, Level } from './viewState.ts';

/**
 * A finished drawing: what is shown, where, and which text stands where. Panel and SVG draw the same one.
 * Units are CSS pixels at zoom 1; x grows to the right, y downwards. The first input's line is at x = 0 and
 * the top at y = 0, so an edit further down or at the side leaves what stands above where it is; where data flows
 * to the right, that line is at y = 0 and the left end at x = 0.
 */
export interface Drawing {
  /** The model's name and variant. */
  readonly title: string;
  readonly level: Level;
  readonly direction: Direction;
  /** What everything together covers. */
  readonly bounds: Rect;
  /** Frames before what they hold, data flow order otherwise. */
  readonly nodes: readonly DrawingNode[];
  readonly edges: readonly DrawingEdge[];
  readonly texts: readonly DrawingText[];
}

/** `x` and `y` are the upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [number, number];

/** A number, or the expression in symbols as it reads. */
export type DrawnSize = number | string;
export type DrawnShape = readonly DrawnSize[];

export interface DrawingNode {
  /** Full path of the item; `input:NAME` and `output:NAME` for the model's ends. The same over edits. */
  readonly id: string;
  /** The frame around it. */
  readonly parent: string | null;
  readonly kind: 'input' | 'output' | 'stage' | 'block' | 'op';
  /** A `frame` is an open stage or block. A `circle` is a ⊕ or another merge. */
  readonly form: 'box' | 'pill' | 'circle' | 'frame';
  readonly box: Rect;
  /** What a screen reader or a tooltip says first, e.g. `3×3 conv, 128, /2`. */
  readonly title: string;
  /** The second line; '' where there is none. */
  readonly subtitle: string;
  /** How many equal blocks it stands for; drawn as a stack where it is more than 1. */
  readonly repeat: number;
  /** `open` and `closed` can be toggled; `leaf` has nothing inside to show. */
  readonly state: 'open' | 'closed' | 'leaf';
  /**
   * The row of equal blocks that it belongs to, or that of what keeps the size; toggling `id` spells it out or folds
   * it again.
   */
  readonly run: DrawingRun | null;
  /** Which feature map size it works on, counted from 0 in data flow order; -1 for what has no colour. */
  readonly stage: number;
  /**
   * Places in the user's text, the one that a click goes to first; where it is closed also the blocks that it hides.
   * Empty for what is not written there.
   */
  readonly ranges: readonly TextRange[];
  readonly inputs: readonly (DrawnShape | null)[];
  readonly output: DrawnShape | null;
  /**
   * What it stands for beside its own path: the ops folded into its box, the other blocks of its row (`conv2_x.3–18`).
   */
  readonly members: readonly string[];
  /** The figures of all that it stands for together. */
  readonly trainable: DrawnSize;
  readonly macs: DrawnSize;
  /** Outputs of its ops for one example in float32; null where one is unknown. */
  readonly activationBytes: DrawnSize | null;
  /** What its output sees of the input; null where that is no map. */
  readonly receptiveField: DrawnField | null;
  /** What is wrong with it or inside it; '' where nothing is. */
  readonly problem: string;
  /** In a comparison: how it differs from before; null where it does not, and in any other drawing. */
  readonly change: NodeChange | null;
}

export type DrawnChange = 'added' | 'removed' | 'changed' | 'reshaped';

/** What was there before; for what is new the texts are '' and the sizes 0. */
export interface NodeChange {
  readonly type: DrawnChange;
  readonly title: string;
  readonly output: DrawnShape | null;
  readonly trainable: DrawnSize;
  readonly macs: DrawnSize;
}

/** In pixels, height and width. */
export interface DrawnField {
  readonly size: readonly [DrawnSize, DrawnSize];
  /** False: an upper bound. */
  readonly isExact: boolean;
  readonly isWholeInput: boolean;
}

export interface DrawingRun {
  readonly id: string;
  readonly count: number;
  /** From 1; 0 where the row is folded to one. */
  readonly index: number;
}

/**
 * `identity` is a shortcut as it is, `dimension` one that passes a projection or option A, `broken` an input
 * that does not fit its addition or concatenation, `conditional` one that fits for some values of the symbols only.
 */
export type EdgeKind = 'data' | 'identity' | 'dimension' | 'broken' | 'conditional';

export interface DrawingEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly kind: EdgeKind;
  /** `A`, `B`, `C`, both shapes of a misfit (two lines, with conditions more), or ''. */
  readonly label: string;
  /** In a comparison, as of a node. */
  readonly change: DrawnChange | null;
  /**
   * A line with corners (to be rounded), from the source's border, or from where a shortcut leaves the main
   * line below it, to the target's border. In a comparison a shortcut that is gone ends where it would go on over the
   * one in its place.
   */
  readonly points: readonly Point[];
}

/** `title` and `subtitle` stand in their node, `header` in a frame's top, the others beside node or edge. */
export type TextRole =
  | 'title'
  | 'subtitle'
  | 'header'
  | 'size'
  | 'note'
  | 'edge'
  | 'broken'
  | 'condition'
  | 'mark'
  | 'heading';

export interface DrawingText {
  /** The node's or edge's id. */
  readonly owner: string;
  readonly role: TextRole;
  readonly text: string;
  /** The anchor; `y` is the middle of the line. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}
