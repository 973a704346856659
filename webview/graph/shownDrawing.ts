import type { Drawing, DrawingNode } from '../../src/core/drawing/drawing.ts';

/** A node as the page shows it. */
export interface ShownNode extends DrawingNode {
  /** How much of what is asked for it has, from 0 to `HEAT_STEPS`; missing where the stages' colours are shown. */
  readonly heat?: number;
}

export interface ShownDrawing extends Omit<Drawing, 'nodes'> {
  readonly nodes: readonly ShownNode[];
}

/** How many colours the style sheet has for heat. */
export const HEAT_STEPS = 5;
