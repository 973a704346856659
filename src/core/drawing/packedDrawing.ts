import type { TextRange } from '../spec/textRange.ts';
import type { DrawingEdge, DrawingNode, DrawingText, DrawnField, Point, Rect } from './drawing.ts';
import type { Direction, Level } from './viewState.ts';

/**
 * A drawing in which equal things stand once: what is shown of each distinct block, and where it is used. It is
 * what goes from the language server to the page, so that neither making it nor sending it costs what 600 equal
 * blocks cost. `expandDrawing` spells it out.
 */
export interface PackedDrawing extends PackedNet {
  /** The plain twin, drawn by itself; it takes the places of the other. Null where none is asked for. */
  readonly plain: PackedNet | null;
}

/** Places are in the drawing's units and directions; those inside a scope are seen from the scope's own point. */
export interface PackedNet {
  readonly title: string;
  readonly level: Level;
  readonly direction: Direction;
  readonly bounds: Rect;
  readonly looks: readonly NodeLook[];
  readonly lines: readonly LineLook[];
  /** Whatever a scope holds stands before it; the last one is the whole net. */
  readonly scopes: readonly PackedScope[];
  readonly fields: readonly DrawnField[];
  /** For each node of the drawing, in order, the number of its receptive field; −1 for none. */
  readonly fieldOf: readonly number[];
  /** To be marked where their texts are drawn. */
  readonly problems: readonly Problem[];
}

/** A mistake to be marked at the box that it is about. */
export interface Problem {
  readonly range: TextRange;
  readonly text: string;
}

/** What an open stage, an open block or the whole net shows. */
export interface PackedScope {
  readonly nodes: readonly PackedNode[];
  readonly frames: readonly PackedFrame[];
  readonly runs: readonly PackedRun[];
  readonly edges: readonly PackedEdge[];
}

/**
 * Its `ranges` are pairs of start and end in one list: of what is not written in the user's text it is empty, and
 * those of the frame around it hold. Its id and members are paths within the scope.
 */
export type PackedNode = readonly [
  id: string,
  look: number,
  x: number,
  y: number,
  ranges: readonly number[],
  members: readonly string[],
];

/** What is inside a node: its number within the scope, and the place of the inner scope's point. */
export type PackedFrame = readonly [node: number, scope: number, x: number, y: number];

/** Which of a row of equal blocks a node is, from 1, and what its frame says of that. */
export type PackedRun = readonly [node: number, index: number, header: string];

/**
 * Source and target are counted as the drawing counts the scope's nodes: each followed by what is inside it. The
 * place is that of the first point.
 */
export type PackedEdge = readonly [source: number, target: number, line: number, x: number, y: number];

/** All of a node that its equals share. */
export interface NodeLook extends Omit<DrawingNode, OwnOfNode> {
  readonly width: number;
  readonly height: number;
  /** The row that it belongs to, as in the drawing but for the path of the scope before its id. */
  readonly run: { readonly id: string; readonly count: number } | null;
  /** The texts of the blocks that it stands for and does not show. */
  readonly hidden: readonly TextRange[];
  /** As seen from its upper left corner. */
  readonly texts: readonly LookText[];
}

type OwnOfNode = 'id' | 'parent' | 'box' | 'ranges' | 'members' | 'run' | 'receptiveField';

/** All of a line that its equals share, as seen from its first point. */
export interface LineLook extends Pick<DrawingEdge, 'kind' | 'label' | 'change'> {
  /** Which input of its target it is. */
  readonly operand: number;
  readonly points: readonly Point[];
  readonly texts: readonly LookText[];
}

export type LookText = Omit<DrawingText, 'owner'>;
