import type { Point, Rect } from '../drawing/drawing.ts';

/**
 * A drawing on paper: shapes from back to front with all that their looks take. What writes a picture adds nothing
 * of its own, so that SVG and PDF show the same. Units are those of the drawing.
 */
export interface Printed {
  /** For the file's properties and for screen readers; never ''. */
  readonly title: string;
  readonly page: Rect;
  readonly background: string;
  readonly shapes: readonly Shape[];
}

export type Shape =
  | { readonly type: 'box'; readonly look: AreaLook; readonly box: Rect; readonly corner: number }
  | {
      readonly type: 'circle';
      readonly look: AreaLook;
      readonly x: number;
      readonly y: number;
      readonly radius: number;
    }
  /** Its corners are rounded (`roundedPath`), and it has an arrow head at its end. */
  | { readonly type: 'line'; readonly look: LineLook; readonly points: readonly Point[] }
  | {
      readonly type: 'text';
      readonly look: TextLook;
      readonly text: string;
      readonly x: number;
      /** Where the letters stand. */
      readonly baseline: number;
      readonly anchor: 'start' | 'middle' | 'end';
    };

/** Looks of one name and type are equal. Colours are `#rrggbb`, opacities from 0 to 1. */
interface Look {
  readonly name: string;
}

/** Length of a dash, and of the gap behind it. */
export type Dash = readonly [number, number];

export interface AreaLook extends Look {
  readonly fill: string;
  readonly fillOpacity: number;
  readonly stroke: string;
  readonly width: number;
  readonly dash: Dash | null;
}

export interface LineLook extends Look {
  readonly stroke: string;
  readonly width: number;
  readonly dash: Dash | null;
}

export interface TextLook extends Look {
  readonly fill: string;
  readonly fillOpacity: number;
  readonly size: number;
  readonly isBold: boolean;
}
