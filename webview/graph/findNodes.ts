import type { DrawingNode, DrawnShape } from '../../src/core/drawing/drawing.ts';
import { matcherOf } from './matcherOf.ts';

/**
 * The nodes that all words of a question speak of, in the order of the drawing: by their path, what stands in
 * them, their kind, or a shape (`16x16x32` as well as `16×16×32`, also only its beginning).
 */
export function findNodes(nodes: readonly DrawingNode[], question: string): readonly DrawingNode[] {
  const isMeant = matcherOf(question);
  return isMeant === null ? [] : nodes.filter((node) => isMeant(textOf(node)));
}

function textOf({ id, title, subtitle, kind, output }: DrawingNode): string {
  return [id, title, subtitle, kind, shapeText(output)].join(' ');
}

function shapeText(shape: DrawnShape | null): string {
  return shape === null ? '' : shape.join('×');
}
