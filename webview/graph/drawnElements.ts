import type { ElementDefinition } from 'cytoscape';
import type {
  DrawingEdge,
  DrawingNode,
  DrawingText,
  DrawnChange,
  Rect,
} from '../../src/core/drawing/drawing.ts';
import { STACK_STEP } from '../../src/core/layout/partSize.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import type { DrawingItems } from './drawingItems.ts';
import { edgeGeometry } from './edgeGeometry.ts';
import type { ShownNode } from './shownDrawing.ts';

/** How many stage colours the style sheet has. */
export const STAGE_COLOURS = 6;
/** Of what can be pressed, in the drawing's units. */
export const BUTTON_SIDE = 13;

/**
 * What a drawing consists of as Cytoscape elements, one item at a time under the numbers of `DrawingItems`:
 * positions are ours, so nothing is laid out in the page.
 */
export class DrawnElements {
  readonly #items: DrawingItems;
  readonly #words: GraphWords;
  readonly #depths: ReadonlyMap<string, number>;

  constructor(items: DrawingItems, words: GraphWords) {
    this.#items = items;
    this.#words = words;
    this.#depths = depthsOf(items.drawing.nodes);
  }

  /** A node comes with its cards and buttons. */
  of(item: number): ElementDefinition[] {
    const { nodes, edges, texts } = this.#items.drawing;
    const node = nodes[item];
    if (node !== undefined) return nodeElements(node, this.#depths.get(node.id) ?? 0, this.#words);
    const edge = edges[item - nodes.length];
    if (edge !== undefined) return [edgeElement(edge, (id) => this.#items.node(id)?.box)];
    const at = item - nodes.length - edges.length;
    return textElement(texts, at, this.#items.node(texts[at]?.owner ?? ''));
  }
}

/** Endings of ids for what belongs to a node; no item of a spec has such a character in its name. */
const PART = { card: '\u0001card', button: '\u0001button', run: '\u0001run', text: '\u0001text' } as const;

function nodeElements(node: ShownNode, depth: number, words: GraphWords): ElementDefinition[] {
  const classes = ['item', node.form, node.kind];
  if (node.heat !== undefined) classes.push(`heat${node.heat}`);
  else if (node.stage >= 0) classes.push(`stage${node.stage % STAGE_COLOURS}`);
  if (node.change !== null) classes.push(`change-${node.change.type}`);
  if (node.problem !== '') classes.push('wrong');
  const own = box(node.id, classes, node.box, node.form === 'frame' ? depth : 1000, node.id);
  const cards = node.repeat > 1 ? [2, 1].map((step) => card(node, classes, step, depth)) : [];
  return [...cards, own, ...buttons(node, words)];
}

function card(node: DrawingNode, classes: readonly string[], step: number, depth: number): ElementDefinition {
  const { x, y, width, height } = node.box;
  const moved = { x: x + step * STACK_STEP, y: y + step * STACK_STEP, width, height };
  const looks = classes.filter((name) => name !== 'item');
  const below = node.form === 'frame' ? depth - step * 0.1 : 999 - step;
  return box(`${node.id}${PART.card}${step}`, [...looks, 'card'], moved, below, node.id);
}

function buttons(node: DrawingNode, words: GraphWords): ElementDefinition[] {
  const { x, y, width } = node.box;
  const inFrame = node.form === 'frame';
  const right = x + width - 10;
  const result: ElementDefinition[] = [];
  if (node.state !== 'leaf') {
    const sign = node.state === 'open' ? { label: '−', hint: words.close } : { label: '+', hint: words.open };
    result.push(button(`${node.id}${PART.button}`, node.id, node.id, sign, right, y + 10));
  }
  if (node.run !== null) {
    const isFolded = node.run.index === 0;
    const hint = isFolded ? fill(words.unfoldRun, node.run.count) : words.foldRun;
    const below = node.state === 'leaf' ? 10 : 26;
    const [bx, by] = inFrame ? ([right - 16, y + 10] as const) : ([right, y + below] as const);
    result.push(button(`${node.id}${PART.run}`, node.id, node.run.id, { label: '≡', hint }, bx, by));
  }
  return result;
}

function button(
  id: string,
  owner: string,
  toggles: string,
  sign: { readonly label: string; readonly hint: string },
  x: number,
  y: number,
): ElementDefinition {
  const place = { x: x - BUTTON_SIDE / 2, y: y - BUTTON_SIDE / 2, width: BUTTON_SIDE, height: BUTTON_SIDE };
  const element = box(id, ['button'], place, 2000, owner);
  return { ...element, data: { ...element.data, ...sign, toggles } };
}

function box(
  id: string,
  classes: readonly string[],
  { x, y, width, height }: Rect,
  z: number,
  owner: string,
): ElementDefinition {
  return {
    group: 'nodes',
    data: { id, owner, width, height, z },
    position: { x: x + width / 2, y: y + height / 2 },
    // Dragging moves the view wherever it starts: frames cover most of it.
    pannable: true,
    classes: [...classes],
  };
}

function edgeElement(edge: DrawingEdge, boxOf: (id: string) => Rect | undefined): ElementDefinition {
  const { weights, distances, start, end } = edgeGeometry(edge.points);
  const from = middle(boxOf(edge.source));
  const to = middle(boxOf(edge.target));
  return {
    group: 'edges',
    data: {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      weights: weights.map((weight) => weight.toFixed(4)).join(' '),
      distances: distances.map((distance) => distance.toFixed(2)).join(' '),
      start: `${start[0] - from.x}px ${start[1] - from.y}px`,
      end: `${end[0] - to.x}px ${end[1] - to.y}px`,
    },
    classes: [
      'edge',
      edge.kind,
      weights.length === 0 ? 'straight' : 'cornered',
      ...(edge.change === null ? [] : [`change-${edge.change}`]),
    ],
  };
}

function textElement(texts: readonly DrawingText[], at: number, node: ShownNode | null): ElementDefinition[] {
  const text = texts[at];
  if (text === undefined) return [];
  // The lines of a label stand one after the other.
  const { owner, role } = text;
  let line = 0;
  for (let before = texts[at - 1]; before?.owner === owner && before.role === role; ) {
    line += 1;
    before = texts[at - 1 - line];
  }
  return [
    {
      group: 'nodes',
      data: { id: `${owner}${PART.text}${role}${line}`, owner, label: text.text },
      position: { x: text.x, y: text.y },
      classes: [
        'text',
        `text-${role}`,
        text.anchor,
        ...changeClass(node?.change?.type),
        ...(node?.heat === undefined ? [] : ['on-heat']),
      ],
    },
  ];
}

function changeClass(change: DrawnChange | undefined): string[] {
  return change === undefined ? [] : [`change-${change}`];
}

function middle(rect: Rect | undefined): { x: number; y: number } {
  return rect === undefined ? { x: 0, y: 0 } : { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

function depthsOf(nodes: readonly DrawingNode[]): Map<string, number> {
  const depths = new Map<string, number>();
  for (const node of nodes) {
    depths.set(node.id, node.parent === null ? 1 : (depths.get(node.parent) ?? 0) + 1);
  }
  return depths;
}
