import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import type { Op, Pair } from './op.ts';
import type { MaybeShape, Shape } from './shape.ts';

/**
 * The model that a spec means. Equal things are one object: every instance of a block with the same
 * arguments and input shape is the same `Body`, however often a stage repeats it, so that inference,
 * counting, explaining and layout happen once. A flat list of ops is a view: see `flatten.ts`.
 */
export interface Model {
  /** The text after `model:`, or '' where none is written. */
  readonly name: string;
  readonly variant: string | null;
  /** The `paper:` id as written. */
  readonly paper: string | null;
  readonly body: Body;
}

/** Trainable are weights, biases, γ and β; non-trainable the running means and variances. */
export interface Cost {
  readonly trainable: Size;
  readonly nonTrainable: Size;
  /** Multiply-adds of convolutions and dense layers for one example, biases not counted. */
  readonly macs: Size;
}

/** The file's layers, or one instance of a block. */
export interface Body {
  /** The block that this is an instance of; null for the file's own layers. */
  readonly block: BlockRef | null;
  readonly inputs: readonly BodyInput[];
  /** In topological order: a node's inputs come before it. */
  readonly nodes: readonly ModelNode[];
  /** One for a block; one or more for the file. Empty when nothing could be built. */
  readonly outputs: readonly BodyOutput[];
  /** Every group of this body, parents before children, in the order of the text. */
  readonly groups: readonly Group[];
  readonly cost: Cost;
  /** How many ops a flat list of this body holds. */
  readonly opCount: number;
}

export interface BlockRef {
  readonly name: string;
  readonly source: 'file' | 'shipped';
  /** Its name and everything under it; null for a shipped one. */
  readonly text: TextRange | null;
  /** Resolved arguments for display, e.g. `{filters: '64', stride: '2'}`. */
  readonly arguments: Readonly<Record<string, string>>;
}

export interface BodyInput {
  /** `input` for a single input and for a block. */
  readonly name: string;
  readonly shape: MaybeShape;
}

export interface BodyOutput {
  readonly name: string;
  readonly value: ValueRef;
  readonly shape: MaybeShape;
}

/**
 * Where a value comes from, seen from inside one body. `input` is the body's n-th input. `node` is the
 * output of `nodes[path[0]]`; further numbers lead into the bodies of call nodes (a dotted name in `from`).
 */
export type ValueRef =
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'node'; readonly path: readonly [number, ...number[]] };

interface NodeBase {
  /** Dotted path within the body, e.g. `residual.branch.conv_2`, `conv3_x.1` for a stage's first block. */
  readonly path: string;
  readonly inputs: readonly ValueRef[];
  readonly inputShapes: readonly MaybeShape[];
  readonly output: MaybeShape;
  readonly cost: Cost;
  /** The item of the text that this node comes from (one item may give several nodes). */
  readonly item: SpecItem;
  /** The innermost group that holds the node. */
  readonly group: Group | null;
  /** The path, within the body, of the earlier node whose weights it uses and where they are counted. */
  readonly weightsOf: string | null;
}

export interface OpNode extends NodeBase {
  readonly type: 'op';
  readonly op: Op;
  /** False where a mistake left an attribute out, for which the op has some value that nobody wrote. */
  readonly isComplete: boolean;
}

/** One use of a block. */
export interface CallNode extends NodeBase {
  readonly type: 'call';
  readonly body: Body;
}

export type ModelNode = OpNode | CallNode;

interface GroupBase {
  readonly path: string;
  readonly parent: Group | null;
  readonly item: SpecItem;
}

/** Holds the call nodes `NAME.1` … `NAME.repeat`. */
export interface StageGroup extends GroupBase {
  readonly kind: 'stage';
  readonly block: string;
  readonly repeat: number;
}

/** Children: a `branch`, and a `shortcut` where it holds ops of its own. Its add is a node of the group. */
export interface ResidualGroup extends GroupBase {
  readonly kind: 'residual';
  readonly residual: ResidualInfo;
}

/** A residual's branch, a parallel's branch, or a shortcut that is more than a line. */
export interface ListGroup extends GroupBase {
  readonly kind: 'branch' | 'shortcut';
}

export interface ParallelGroup extends GroupBase {
  readonly kind: 'parallel';
  readonly merge: 'add' | 'mean' | 'concat' | 'none';
}

export type Group = StageGroup | ResidualGroup | ListGroup | ParallelGroup;

export type ShortcutOption = 'identity' | 'A' | 'B' | 'C' | 'none' | 'layers';

export interface ResidualInfo {
  /** What the spec asks for, defaults resolved. */
  readonly option: ShortcutOption;
  /** True where nothing stands on the shortcut: `identity`, and `A` or `B` where the shape does not change. */
  readonly isIdentity: boolean;
  /** The product of the strides on the branch's path to its output. */
  readonly stride: Pair;
  /** Where the shortcut starts. */
  readonly source: ValueRef;
  /** What the shortcut brings to the addition; equal to `source` for an identity, null for `none`. */
  readonly shortcutValue: ValueRef | null;
  readonly branchValue: ValueRef;
  readonly inputShape: MaybeShape;
  readonly branchShape: MaybeShape;
  /** Both sides where the addition does not fit. */
  readonly mismatch: { readonly branch: Shape; readonly shortcut: Shape } | null;
  /** For option A: how many channels of the shortcut are zeros. */
  readonly zeroChannels: Size;
  /** Parameters and multiply-adds of the shortcut alone. */
  readonly cost: Cost;
}
