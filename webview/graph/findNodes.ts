import type { DrawingNode, DrawnShape } from '../../src/core/drawing/drawing.ts';

/**
 * The nodes that all words of a question speak of, in the order of the drawing: by their path, what stands in
 * them, their kind, or a shape (`16x16x32` as well as `16×16×32`, also only its beginning).
 */
export function findNodes(nodes: readonly DrawingNode[], question: string): readonly DrawingNode[] {
  const words = plain(question)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return nodes.filter((node) => {
    const text = textOf(node);
    return words.every((word) => text.includes(word));
  });
}

function textOf({ id, title, subtitle, kind, output }: DrawingNode): string {
  return plain([id, title, subtitle, kind, shapeText(output)].join(' '));
}

function shapeText(shape: DrawnShape | null): string {
  return shape === null ? '' : shape.join('×');
}

function plain(text: string): string {
  return text.toLowerCase().replace(/(?<=\d)\s*[x*]\s*(?=\d)/g, '×');
}
