import type { DrawingEdge, DrawingNode, DrawnChange, EdgeKind, TextRole } from '../drawing/drawing.ts';
import { BOLD_ROLES, FONT_SIZES } from '../layout/partSize.ts';
import type { AreaLook, Dash, LineLook, TextLook } from './printed.ts';
import { PRINT_THEME } from './printTheme.ts';

/** What is gone is pale, its borders dashed. */
const GONE_DASH: Dash = [5, 3];
const GONE_FILL = 0.35;
const GONE_TEXT = 0.6;
const DIMENSION_DASH: Dash = [2, 3];

export function areaLook(node: DrawingNode): AreaLook {
  const { frameFill, frameBorder, neutralFill, neutralBorder, stages, error, errorFill } = PRINT_THEME;
  const isFrame = node.form === 'frame';
  const isWrong = node.problem !== '';
  const change = node.change?.type ?? null;
  const at = node.stage < 0 ? null : node.stage % stages.length;
  const stage = at === null ? undefined : stages[at];
  const boxFill = isWrong ? errorFill : (stage?.fill ?? neutralFill);
  const border = isWrong ? error : (stage?.border ?? (isFrame ? frameBorder : neutralBorder));
  const names = [
    isFrame ? 'frame' : 'node',
    at === null ? '' : `stage${at}`,
    isWrong ? 'wrong' : '',
    change ?? '',
  ];
  return {
    name: joined(names),
    fill: isFrame ? frameFill : boxFill,
    fillOpacity: change === 'removed' ? GONE_FILL : 1,
    stroke: change === null ? border : PRINT_THEME.changes[change],
    width: widthOf(change, isWrong),
    dash: change === 'removed' ? GONE_DASH : null,
  };
}

function widthOf(change: DrawnChange | null, isWrong: boolean): number {
  if (change !== null) return 2;
  return isWrong ? 1.6 : 1;
}

/** The colours of lines that do not fit, or not always. */
export const WRONG_LINES: Readonly<Partial<Record<EdgeKind, string>>> = {
  broken: PRINT_THEME.error,
  conditional: PRINT_THEME.warning,
};

export function lineLook({ kind, change }: Pick<DrawingEdge, 'kind' | 'change'>): LineLook {
  const wrong = WRONG_LINES[kind];
  const stroke = change === null ? PRINT_THEME.line : PRINT_THEME.changes[change];
  const dash = kind === 'dimension' ? DIMENSION_DASH : null;
  return {
    // Data and identities look the same but for where they run.
    name: joined([kind, change ?? '']),
    stroke: wrong ?? stroke,
    width: wrong === undefined ? 1.2 : 2,
    dash: change === 'removed' ? GONE_DASH : dash,
  };
}

const MUTED: ReadonlySet<TextRole> = new Set<TextRole>(['subtitle', 'note', 'size']);

/** @param change of the node that it belongs to. */
export function textLook(role: TextRole, change: DrawnChange | null): TextLook {
  return {
    name: joined([role, change ?? '']),
    fill: textFill(role, change),
    fillOpacity: change === 'removed' && role !== 'mark' ? GONE_TEXT : 1,
    size: FONT_SIZES[role],
    isBold: BOLD_ROLES.has(role),
  };
}

function textFill(role: TextRole, change: DrawnChange | null): string {
  if (role === 'mark' && change !== null) return PRINT_THEME.changes[change];
  if (role === 'broken') return PRINT_THEME.error;
  if (role === 'condition') return PRINT_THEME.warning;
  return MUTED.has(role) ? PRINT_THEME.muted : PRINT_THEME.text;
}

function joined(names: readonly string[]): string {
  return names.filter((name) => name !== '').join('-');
}
