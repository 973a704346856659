import type { Drawing, DrawingNode, DrawingText } from '../../src/core/drawing/drawing.ts';
import { widthOf } from '../../src/core/layout/partSize.ts';
import { joinShape } from '../../src/core/model/writtenShape.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { groupedFigure } from './figureText.ts';
import { HEAT_STEPS, type ShownDrawing } from './shownDrawing.ts';

export const HEAT_KINDS = ['trainable', 'macs', 'activationBytes', 'receptiveField'] as const;
export type HeatKind = (typeof HEAT_KINDS)[number];

/** The ends of the scale, and what stands beside it. */
export interface HeatScale {
  readonly most: number;
  /** Of the whole net; null where a sum has no meaning or is not known. */
  readonly total: number | null;
  /** Whether any box has a figure that is no number. */
  readonly hasSymbols: boolean;
}

/** Of the boxes that are drawn; what is open has the colours of what it holds. */
export function heatScale({ nodes }: Drawing, kind: HeatKind): HeatScale {
  const times = timesOf(nodes, kind);
  const figures = nodes.filter(isHeated).map((node) => figureOf(node, kind, times));
  const known = figures.filter((figure) => typeof figure === 'number' && Number.isFinite(figure));
  const hasSymbols = figures.some((figure) => typeof figure === 'string');
  return {
    most: Math.max(0, ...known.map(Number)),
    total:
      kind === 'receptiveField' || hasSymbols
        ? null
        : known.reduce<number>((sum, each) => sum + Number(each), 0),
    hasSymbols,
  };
}

/** The drawing with the step of each box on the scale, and its figure where there is room for it. */
export function heated(drawing: Drawing, kind: HeatKind, words: GraphWords): ShownDrawing {
  const { most } = heatScale(drawing, kind);
  const times = timesOf(drawing.nodes, kind);
  const figures = new Map<string, string>();
  const nodes = drawing.nodes.map((node) => {
    const figure = isHeated(node) ? figureOf(node, kind, times) : 0;
    if (figure !== 0 && figure !== null) figures.set(node.id, figureText(node, kind, figure, words));
    return { ...node, heat: typeof figure === 'number' ? stepOf(figure, most) : 0 };
  });
  return { ...drawing, nodes, texts: withFigures(drawing, figures) };
}

/** What is gone in a comparison has no part in the net. */
function isHeated({ form, change }: DrawingNode): boolean {
  return form !== 'frame' && change?.type !== 'removed';
}

function stepOf(figure: number, most: number): number {
  if (figure === Number.POSITIVE_INFINITY) return HEAT_STEPS;
  if (figure === 0 || most === 0) return 0;
  return Math.min(HEAT_STEPS, Math.max(1, Math.ceil((figure / most) * HEAT_STEPS)));
}

/**
 * What the colour stands for, of all that the box does; of a receptive field the longer side. Null for nothing, a
 * text for what depends on symbols.
 */
function figureOf(
  node: DrawingNode,
  kind: HeatKind,
  times: ReadonlyMap<string, number>,
): number | string | null {
  if (kind !== 'receptiveField') {
    const figure = node[kind];
    return typeof figure === 'number' ? figure * (times.get(node.id) ?? 1) : figure;
  }
  const field = node.receptiveField;
  if (field === null) return null;
  if (field.isWholeInput) return Number.POSITIVE_INFINITY;
  const [height, width] = field.size;
  return typeof height === 'number' && typeof width === 'number'
    ? Math.max(height, width)
    : joinShape(field.size);
}

/** How many equal ones a box stands for: what is open and stands for several shows the layers of one. */
function timesOf(nodes: readonly DrawingNode[], kind: HeatKind): ReadonlyMap<string, number> {
  const inside = new Map<string, number>();
  const times = new Map<string, number>();
  if (kind === 'receptiveField') return times;
  for (const { id, parent, repeat, form } of nodes) {
    const own = parent === null ? 1 : (inside.get(parent) ?? 1);
    times.set(id, own);
    inside.set(id, form === 'frame' ? own * repeat : own);
  }
  return times;
}

function figureText(node: DrawingNode, kind: HeatKind, figure: number | string, words: GraphWords): string {
  if (kind === 'receptiveField') return fieldText(node.receptiveField, words);
  return typeof figure === 'number' ? shortFigure(figure, kind, words) : groupedFigure(figure);
}

export function fieldText(field: DrawingNode['receptiveField'], words: GraphWords): string {
  if (field === null) return '';
  const size = field.isWholeInput ? words.opSeesAll : joinShape(field.size);
  return field.isExact ? size : `≤ ${size}`;
}

const MIB = 1024 * 1024;
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** `118M`, `0.75 MiB`, `483 px`. */
export function shortFigure(figure: number, kind: HeatKind, words: GraphWords): string {
  if (kind === 'receptiveField') return fill(words.heatPixels, groupedFigure(figure));
  if (kind !== 'activationBytes') return compact.format(figure);
  const size = figure / MIB;
  const text = size >= 100 ? groupedFigure(Math.round(size)) : String(Number(size.toPrecision(2)));
  return fill(words.heatMib, text);
}

/** Behind the second line of a box, in its place, or behind the title: wherever it fits without a change of size. */
function withFigures({ nodes, texts }: Drawing, figures: ReadonlyMap<string, string>): DrawingText[] {
  const rooms = new Map(
    nodes.map(({ id, form, box }) => [id, form === 'circle' ? 0 : box.width - 2 * PADDING]),
  );
  const withSubtitle = new Set(texts.filter(({ role }) => role === 'subtitle').map(({ owner }) => owner));
  return texts.map((text) => {
    const { owner, role } = text;
    const figure = figures.get(owner);
    const carrier = withSubtitle.has(owner) ? 'subtitle' : 'title';
    if (figure === undefined || role !== carrier) return text;
    const choices = [`${text.text} · ${figure}`, ...(role === 'subtitle' ? [figure] : [])];
    const fitting = choices.find((choice) => widthOf(role, choice) <= (rooms.get(owner) ?? 0));
    return fitting === undefined ? text : { ...text, text: fitting };
  });
}

const PADDING = 5;
