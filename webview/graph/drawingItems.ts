import type { Rect } from '../../src/core/drawing/drawing.ts';
import { textBox } from '../../src/core/drawing/textBox.ts';
import type { ShownDrawing, ShownNode } from './shownDrawing.ts';

/** What a node's stack of cards and outline reach beyond its box. */
const AROUND = 8;

/**
 * Everything that a drawing consists of under one numbering, so that what stands in a part of it is found by
 * looking at numbers only: its nodes first, then its lines, then its texts.
 */
export class DrawingItems {
  readonly drawing: ShownDrawing;
  readonly count: number;
  readonly #nodeAt: ReadonlyMap<string, number>;
  /** Left, top, right and bottom of each. */
  readonly #edges: Float64Array;
  /** The numbers of both nodes of each line. */
  readonly #ends: Int32Array;

  constructor(drawing: ShownDrawing) {
    const { nodes, edges, texts } = drawing;
    this.drawing = drawing;
    this.count = nodes.length + edges.length + texts.length;
    this.#nodeAt = new Map(nodes.map((node, at) => [node.id, at]));
    this.#edges = new Float64Array(4 * this.count);
    this.#ends = new Int32Array(2 * edges.length);
    let at = 0;
    for (const { box } of nodes) this.#reach(at++, grown(box, AROUND, AROUND));
    edges.forEach(({ source, target, points }, edge) => {
      this.#ends.set([this.#nodeAt.get(source) ?? -1, this.#nodeAt.get(target) ?? -1], 2 * edge);
      this.#reach(at++, around(points));
    });
    for (const text of texts) this.#reach(at++, textBox(text));
  }

  node(id: string): ShownNode | null {
    const at = this.#nodeAt.get(id);
    return at === undefined ? null : (this.drawing.nodes[at] ?? null);
  }

  /** The numbers of what reaches into the area, in order; the two nodes of each line there are among them. */
  within({ x, y, width, height }: Rect): number[] {
    const [right, bottom] = [x + width, y + height];
    const edges = this.#edges;
    const isIn = new Uint8Array(this.count);
    const firstEdge = this.drawing.nodes.length;
    const firstText = firstEdge + this.drawing.edges.length;
    for (let at = 0, from = 0; at < this.count; at++, from += 4) {
      const isBeside = (edges[from] ?? 0) > right || (edges[from + 2] ?? 0) < x;
      if (isBeside || (edges[from + 1] ?? 0) > bottom || (edges[from + 3] ?? 0) < y) continue;
      const isEdge = at >= firstEdge && at < firstText;
      if (isEdge && !this.#passes(at - firstEdge, x, y, right, bottom)) continue;
      isIn[at] = 1;
      if (!isEdge) continue;
      for (const side of [0, 1]) {
        const end = this.#ends[2 * (at - firstEdge) + side] ?? -1;
        if (end >= 0) isIn[end] = 1;
      }
    }
    const found: number[] = [];
    for (let at = 0; at < this.count; at++) if (isIn[at] === 1) found.push(at);
    return found;
  }

  /** The innermost node at a point. */
  nodeAtPoint(x: number, y: number): ShownNode | null {
    const { nodes } = this.drawing;
    for (let at = nodes.length - 1; at >= 0; at--) {
      const node = nodes[at];
      if (node === undefined) continue;
      const { box } = node;
      const isIn = box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height;
      if (isIn) return node;
    }
    return null;
  }

  /** An arc goes around what it does not reach. */
  #passes(edge: number, left: number, top: number, right: number, bottom: number): boolean {
    const points = this.drawing.edges[edge]?.points ?? [];
    return points.some(([x, y], at) => {
      const [px, py] = points[at - 1] ?? [x, y];
      const isAcross = Math.min(x, px) <= right && Math.max(x, px) >= left;
      return isAcross && Math.min(y, py) <= bottom && Math.max(y, py) >= top;
    });
  }

  #reach(at: number, { x, y, width, height }: Rect): void {
    this.#edges.set([x, y, x + width, y + height], 4 * at);
  }
}

export function grown({ x, y, width, height }: Rect, dx: number, dy: number): Rect {
  return { x: x - dx, y: y - dy, width: width + 2 * dx, height: height + 2 * dy };
}

function around(points: readonly (readonly [number, number])[]): Rect {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
