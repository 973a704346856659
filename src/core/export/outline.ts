import type { Drawing, DrawingEdge, DrawingNode, DrawingText } from '../drawing/drawing.ts';

/** What a drawing says without its places: what stands in what, with all that is written at it. */
export interface Outline {
  readonly title: string;
  /** What no frame holds. */
  readonly items: readonly OutlineItem[];
  readonly edges: readonly OutlineEdge[];
}

export interface OutlineItem {
  /** `n0`, `n1`, … in the order of the drawing: names of the user's file are no ids of another language. */
  readonly id: string;
  readonly node: DrawingNode;
  /**
   * As the drawing shows them, each a line: title, second line, what stands beside it. In a comparison the sign of
   * what differs stands before the first.
   */
  readonly lines: readonly string[];
  /** Empty for what is no frame. */
  readonly inside: readonly OutlineItem[];
}

export interface OutlineEdge {
  readonly source: OutlineItem;
  readonly target: OutlineItem;
  readonly kind: DrawingEdge['kind'];
  readonly change: DrawingEdge['change'];
  /** Several lines where an input does not fit. */
  readonly lines: readonly string[];
}

interface Growing extends OutlineItem {
  readonly lines: string[];
  readonly inside: Growing[];
}

export function outlineOf(drawing: Drawing): Outline {
  const items = new Map<string, Growing>();
  const top: Growing[] = [];
  // Frames come before what they hold.
  drawing.nodes.forEach((node, at) => {
    const item: Growing = { id: `n${at}`, node, lines: [], inside: [] };
    items.set(node.id, item);
    const around = node.parent === null ? undefined : items.get(node.parent);
    (around?.inside ?? top).push(item);
  });
  const isMark = ({ role }: DrawingText): boolean => role === 'mark';
  for (const text of drawing.texts.filter((each) => !isMark(each)))
    items.get(text.owner)?.lines.push(plainSpaces(text));
  for (const mark of drawing.texts.filter(isMark)) {
    const lines = items.get(mark.owner)?.lines;
    lines?.unshift([mark.text, lines.shift() ?? ''].join(' ').trimEnd());
  }
  const edges = drawing.edges.flatMap((edge): OutlineEdge[] => {
    const [source, target] = [items.get(edge.source), items.get(edge.target)];
    if (source === undefined || target === undefined) return [];
    const lines = edge.label === '' ? [] : edge.label.split('\n');
    return [{ source, target, kind: edge.kind, change: edge.change, lines }];
  });
  return { title: drawing.title, items: top, edges };
}

/** The drawing's wide spaces are for its own fonts. */
function plainSpaces({ text }: DrawingText): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}
