import type { Drawing, DrawingNode } from '../../src/core/drawing/drawing.ts';
import type { GraphView, ShownDocument, ToGraph } from '../../src/protocol/graph.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import type { Host } from './host.ts';
import type { PageParts } from './pageParts.ts';
import type { ShownDrawing } from './shownDrawing.ts';

/** What the page shows. */
export interface PageState {
  readonly document: ShownDocument | null;
  /** Of the text that is drawn. */
  readonly version: number;
  /** Null while nothing is drawn. */
  readonly drawing: Drawing | null;
  readonly view: GraphView;
  readonly selected: DrawingNode | null;
  /** Selected beside it, in the order in which they were. */
  readonly also: readonly DrawingNode[];
}

/** How large the drawing is on the screen. */
export interface ZoomControl {
  /** 1: texts have their natural size. */
  readonly now: () => number;
  readonly in: () => void;
  readonly out: () => void;
  readonly natural: () => void;
  /** All of it in the panel. */
  readonly fit: () => void;
}

/** What a feature may see and do: the page itself keeps the state. */
export interface PageControl {
  readonly words: GraphWords;
  readonly host: Host;
  readonly parts: PageParts;
  readonly state: () => PageState;
  /** Selects a node and brings it into view; null selects nothing. */
  readonly choose: (id: string | null) => void;
  /** Outlines nodes beside the selected one, in place of those marked before. */
  readonly mark: (ids: readonly string[]) => void;
  /** How the drawing is changed before it is shown; null as it comes. */
  readonly paint: (painter: ((drawing: Drawing) => ShownDrawing) | null) => void;
  readonly zoom: ZoomControl;
  /** The drawing is asked for anew; the node named stays where it is on the screen. */
  readonly setView: (view: GraphView, anchor: string | null) => void;
  /** To the right of a node, in pixels of the stage; null where it is not drawn. */
  readonly spotBeside: (id: string) => { readonly x: number; readonly y: number } | null;
  /** The keyboard goes back to the drawing. */
  readonly focusDrawing: () => void;
  /** Something that the feature keeps across a reload has changed. */
  readonly changed: () => void;
}

/** A part of the page beside the drawing itself. It adds what it shows to the page's parts when it is made. */
export interface PageFeature {
  /** What it keeps across a reload of the window, under a name of its own; it checks itself what comes back. */
  readonly kept?: { readonly name: string; get(): unknown; restore(kept: unknown): void };
  /** What came with a drawing, before the drawing itself is shown. */
  shown?(message: Extract<ToGraph, { type: 'show' }>): void;
  /** Another drawing, or none any more. */
  drawn?(): void;
  /** Another view is asked for, or another document's. */
  viewed?(): void;
  /** The drawing was panned or zoomed. */
  moved?(): void;
  /** Another selection. */
  selected?(): void;
  /** A message that is not about the drawing; true where it was for this feature. */
  receive?(message: ToGraph): boolean;
  /** A menu is asked for at a place of the drawing, for what is selected. */
  menu?(x: number, y: number): void;
  /** A key that the drawing has no use for; true where it was taken. */
  key?(event: KeyboardEvent): boolean;
}

export type MakeFeature = (control: PageControl) => PageFeature;
