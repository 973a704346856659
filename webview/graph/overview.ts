import type { DrawingEdge, DrawingNode, EdgeKind } from '../../src/core/drawing/drawing.ts';
import type { DrawingItems } from './drawingItems.ts';
import { make } from './make.ts';
import type { ShownNode } from './shownDrawing.ts';
import type { Mark } from './shownPart.ts';
import type { ThemeColors } from './themeColors.ts';
import type { Viewport } from './viewport.ts';

/** What is smaller than this on the screen is drawn as large as this. */
const LEAST = 1;
/** From this size on a box has a border. */
const BORDERED = 5;
/** So that what is marked is found in a drawing of thousands. */
const LEAST_OUTLINE = 9;

/**
 * Boxes and lines without texts on a canvas of its own above Cytoscape's: what there is too much of to be
 * read, and what Cytoscape has not got yet. It only paints.
 */
export class Overview {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #isClear = true;

  constructor(container: HTMLElement) {
    this.#canvas = make('canvas', 'overview') as HTMLCanvasElement;
    this.#context = this.#canvas.getContext('2d');
    container.append(this.#canvas);
  }

  clear(): void {
    if (this.#isClear) return;
    this.#context?.setTransform(1, 0, 0, 1, 0, 0);
    this.#context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#isClear = true;
  }

  paint(
    items: DrawingItems,
    numbers: readonly number[],
    viewport: Viewport,
    colors: ThemeColors,
    marksOf: (id: string) => readonly Mark[],
  ): void {
    const context = this.#context;
    if (context === null) return;
    this.#fitToPanel();
    this.clear();
    this.#isClear = false;
    const { nodes, edges } = items.drawing;
    const ratio = devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const shown = numbers.map((item) => nodes[item]).filter((node) => node !== undefined);
    const lines = numbers.map((item) => edges[item - nodes.length]).filter((edge) => edge !== undefined);
    for (const node of shown) if (node.form === 'frame') paintNode(context, node, viewport, colors);
    paintLines(context, lines, viewport, colors);
    for (const node of shown) if (node.form !== 'frame') paintNode(context, node, viewport, colors);
    for (const node of shown)
      for (const mark of marksOf(node.id)) paintMark(context, node, mark, viewport, colors);
  }

  #fitToPanel(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const width = Math.round(clientWidth * devicePixelRatio);
    const height = Math.round(clientHeight * devicePixelRatio);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }
}

function paintNode(
  context: CanvasRenderingContext2D,
  { box, form, stage, problem, change, heat }: ShownNode,
  { zoom, pan }: Viewport,
  colors: ThemeColors,
): void {
  const x = box.x * zoom + pan.x;
  const y = box.y * zoom + pan.y;
  const width = Math.max(LEAST, box.width * zoom);
  const height = Math.max(LEAST, box.height * zoom);
  const isWrong = problem !== '';
  const at = stage < 0 ? -1 : stage % colors.stageFills.length;
  const plain = form === 'frame' ? colors.frameBorder : colors.border;
  const [sizeFill, sizeBorder] = [colors.stageFills[at] ?? colors.fill, colors.stageBorders[at] ?? plain];
  const coloured = heat === undefined ? sizeBorder : (colors.heatBorders[heat] ?? plain);
  const own = change === null ? coloured : colors.changes[change.type];
  const border = isWrong ? colors.error : own;
  const warm = heat === undefined ? sizeFill : (colors.heatFills[heat] ?? sizeFill);
  const filled = isWrong ? colors.errorFill : warm;
  context.fillStyle = border;
  context.fillRect(x, y, width, height);
  if (width < BORDERED || height < BORDERED) return;
  context.fillStyle = form === 'frame' ? colors.frameFill : filled;
  context.fillRect(x + 1, y + 1, width - 2, height - 2);
}

function paintLines(
  context: CanvasRenderingContext2D,
  edges: readonly DrawingEdge[],
  { zoom, pan }: Viewport,
  colors: ThemeColors,
): void {
  const strokes: readonly (readonly [EdgeKind | null, string])[] = [
    [null, colors.line],
    ['conditional', colors.warning],
    ['broken', colors.error],
  ];
  for (const [wrong, stroke] of strokes) {
    context.strokeStyle = stroke;
    context.lineWidth = Math.max(0.5, 1.2 * zoom);
    context.beginPath();
    for (const { kind, points } of edges) {
      if ((kind === 'broken' || kind === 'conditional' ? kind : null) !== wrong) continue;
      points.forEach(([x, y], at) => {
        if (at === 0) context.moveTo(x * zoom + pan.x, y * zoom + pan.y);
        else context.lineTo(x * zoom + pan.x, y * zoom + pan.y);
      });
    }
    context.stroke();
  }
}

function paintMark(
  context: CanvasRenderingContext2D,
  { box }: DrawingNode,
  mark: Mark,
  { zoom, pan }: Viewport,
  colors: ThemeColors,
): void {
  const width = Math.max(LEAST_OUTLINE, box.width * zoom + 4);
  const height = Math.max(LEAST_OUTLINE, box.height * zoom + 4);
  const x = (box.x + box.width / 2) * zoom + pan.x - width / 2;
  const y = (box.y + box.height / 2) * zoom + pan.y - height / 2;
  context.lineWidth = 2;
  context.strokeStyle = { chosen: colors.selection, marked: colors.found, caret: colors.caret }[mark];
  context.strokeRect(x, y, width, height);
}
