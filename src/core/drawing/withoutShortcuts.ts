import type { Drawing, DrawingEdge, DrawingNode, DrawingText, Point, Rect } from './drawing.ts';

/** As a pill of this height an activation stands where the addition stood. */
const PILL = { width: 64, height: 22 } as const;

/**
 * A residual net's drawing as that of its plain twin: what only a shortcut has is gone, and where an addition
 * stood its activation stands, or the line goes through. Everything else stays in its place.
 *
 * @param plain the twin as it is drawn alone: it says what is there and its figures.
 */
export function withoutShortcuts(residual: Drawing, plain: Drawing): Drawing {
  const own = new Map(plain.nodes.map((node) => [node.id, node]));
  const kept = new Map<string, DrawingNode>();
  /** Additions that nothing is left of. */
  const passed = new Set<string>();
  for (const node of residual.nodes) {
    const twin = own.get(node.id);
    const last = own.get(node.members.at(-1) ?? '');
    if (twin !== undefined) kept.set(node.id, { ...twin, box: node.box, parent: node.parent });
    else if (node.form === 'circle' && last !== undefined)
      kept.set(node.id, { ...last, box: pillBox(node.box), parent: node.parent });
    else if (node.form === 'circle') passed.add(node.id);
  }
  const lines = residual.edges.filter(
    ({ target, id }) => !isShortcut(id) || !(passed.has(target) || own.get(target) === undefined),
  );
  const edges = joined(lines, passed).flatMap((edge) => lineBetween(edge, kept));
  const names = new Set([...[...kept.values()].map(({ id }) => id), ...edges.map(({ id }) => id)]);
  const texts = residual.texts.flatMap((text) => textOf(text, kept)).filter(({ owner }) => names.has(owner));
  return { ...residual, nodes: [...kept.values()], edges, texts };
}

/** The second input of what comes together. */
function isShortcut(id: string): boolean {
  return id.endsWith('#1');
}

function pillBox({ x, y, width, height }: Rect): Rect {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return { x: middleX - PILL.width / 2, y: middleY - PILL.height / 2, ...PILL };
}

/** Two lines that met at an addition as one. */
function joined(edges: readonly DrawingEdge[], passed: ReadonlySet<string>): DrawingEdge[] {
  const into = new Map<string, DrawingEdge>();
  for (const edge of edges) if (passed.has(edge.target)) into.set(edge.target, edge);
  const start = (edge: DrawingEdge): DrawingEdge => {
    const before = into.get(edge.source);
    if (before === undefined) return edge;
    const first = start(before);
    return { ...edge, source: first.source, points: [...first.points, ...edge.points] };
  };
  return edges.filter(({ target }) => !passed.has(target)).map(start);
}

/** A line whose ends are there, under their names; it ends at the borders of what took an addition's place. */
function lineBetween(edge: DrawingEdge, kept: ReadonlyMap<string, DrawingNode>): DrawingEdge[] {
  const source = kept.get(edge.source);
  const target = kept.get(edge.target);
  if (source === undefined || target === undefined) return [];
  const points = edge.points.map((point, at): Point => {
    if (at === 0) return atBorder(point, source.box);
    return at === edge.points.length - 1 ? atBorder(point, target.box) : point;
  });
  const operand = edge.id.slice(edge.id.lastIndexOf('#'));
  const id = `${source.id}>${target.id}${operand}`;
  return [{ ...edge, id, source: source.id, target: target.id, points, kind: 'data', label: '' }];
}

/** The nearest point of the border to one at most a few pixels away from it. */
function atBorder([x, y]: Point, { x: left, y: top, width, height }: Rect): Point {
  const [right, bottom] = [left + width, top + height];
  const isAcross = Math.min(Math.abs(y - top), Math.abs(y - bottom)) <= Math.min(Math.abs(x - left), Math.abs(x - right));
  if (isAcross) return [x, Math.abs(y - top) <= Math.abs(y - bottom) ? top : bottom];
  return [Math.abs(x - left) <= Math.abs(x - right) ? left : right, y];
}

function textOf(text: DrawingText, kept: ReadonlyMap<string, DrawingNode>): DrawingText[] {
  const node = kept.get(text.owner);
  if (node === undefined) return [];
  if (node.id === text.owner) return [text];
  if (text.role !== 'title') return [];
  const { x, y, width, height } = node.box;
  return [{ ...text, owner: node.id, text: node.title, x: x + width / 2, y: y + height / 2 }];
}
