import type { Drawing, DrawingEdge, DrawingNode, DrawingText, EdgeKind, Rect } from '../drawing/drawing.ts';
import { BOLD_ROLES, FONT_SIZES, STACK_STEP } from '../layout/partSize.ts';
import { elide, textWidth } from '../layout/textWidth.ts';
import { PRINT_THEME, type PrintTheme } from './printTheme.ts';
import { round, roundedPath } from './roundedPath.ts';
import { xmlText } from './xmlText.ts';

const MARGIN = 16;
const CORNER = 7;
const TITLE_HEIGHT = 30;
const HEADING_SIZE = 14;
/** Bold letters are about a tenth wider. */
const BOLD = 1.1;
const LONGEST_HEADING = 700;

/** The drawing as a self-contained SVG file: real text, no script, no reference to anything outside. */
export function renderSvg(drawing: Drawing, theme: PrintTheme = PRINT_THEME): string {
  const { bounds } = drawing;
  const title = elide(drawing.title, HEADING_SIZE * BOLD, LONGEST_HEADING);
  const heading = title === '' ? 0 : TITLE_HEIGHT;
  const view: Rect = {
    x: bounds.x - MARGIN,
    y: bounds.y - MARGIN - heading,
    width: Math.max(bounds.width, textWidth(title, HEADING_SIZE * BOLD)) + 2 * MARGIN,
    height: bounds.height + 2 * MARGIN + heading,
  };
  const frames = drawing.nodes.filter((node) => node.form === 'frame');
  const others = drawing.nodes.filter((node) => node.form !== 'frame');
  const size = `width="${round(view.width)}" height="${round(view.height)}"`;
  const box = [view.x, view.y, view.width, view.height].map(round).join(' ');
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" ${size} viewBox="${box}" role="img">`,
    `<title>${xmlText(drawing.title === '' ? 'Residual network' : drawing.title)}</title>`,
    `<style>${styleSheet(theme)}</style>`,
    markers(),
    `<rect class="background" x="${round(view.x)}" y="${round(view.y)}" ${size}/>`,
    ...headingOf(title, view),
    ...frames.map(nodeMarkup),
    ...drawing.edges.map(edgeMarkup),
    ...others.map(nodeMarkup),
    ...textsOf(drawing),
    '</svg>',
  ].join('\n')}\n`;
}

function headingOf(title: string, view: Rect): string[] {
  if (title === '') return [];
  const place = `x="${round(view.x + MARGIN)}" y="${round(view.y + MARGIN + 10)}"`;
  return [`<text class="heading" ${place}>${xmlText(title)}</text>`];
}

function styleSheet(theme: PrintTheme): string {
  const stages = theme.stages.map(
    ({ fill, border }, at) =>
      `.stage${at}{fill:${fill};stroke:${border}}.frame.stage${at}{fill:${theme.frameFill}}`,
  );
  const sizes = Object.entries(FONT_SIZES).map(([role, size]) => `.${role}{font-size:${size}px}`);
  const bold = [...BOLD_ROLES].map((role) => `.${role}`).join(',');
  return [
    `text{font-family:Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif;fill:${theme.text}}`,
    ...sizes,
    `.heading{font-size:${HEADING_SIZE}px;font-weight:bold}${bold}{font-weight:bold}`,
    `.subtitle,.note,.size{fill:${theme.muted}}text.broken{fill:${theme.error}}`,
    `.background{fill:${theme.background}}`,
    `.node{fill:${theme.neutralFill};stroke:${theme.neutralBorder}}`,
    `.frame{fill:${theme.frameFill};stroke:${theme.frameBorder}}`,
    ...stages,
    `.node.wrong{stroke:${theme.error};stroke-width:1.6;fill:${theme.errorFill}}.frame.wrong{fill:${theme.frameFill}}`,
    `path{fill:none;stroke:${theme.line};stroke-width:1.2}marker path{fill:${theme.line};stroke:none}`,
    `path.dimension{stroke-dasharray:2 3}`,
    ...Object.entries(theme.changes).map(
      ([name, color]) =>
        `.node.${name}{stroke:${color};stroke-width:2}path.${name}{stroke:${color}}text.mark.${name}{fill:${color}}`,
    ),
    '.node.removed{stroke-dasharray:5 3;fill-opacity:.35}path.removed{stroke-dasharray:5 3}text.removed{fill-opacity:.6}',
    `path.broken{stroke:${theme.error};stroke-width:2}marker.broken path{fill:${theme.error}}`,
  ].join('');
}

function markers(): string {
  const marker = (id: string, kind: string): string =>
    `<marker id="${id}"${kind} viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" ` +
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L6 3L0 6Z"/></marker>';
  return `<defs>${marker('arrow', '')}${marker('brokenArrow', ' class="broken"')}</defs>`;
}

function nodeMarkup(node: DrawingNode): string {
  const classes = ['node', node.form];
  if (node.stage >= 0) classes.push(`stage${node.stage % PRINT_THEME.stages.length}`);
  if (node.change !== null) classes.push(node.change.type);
  if (node.problem !== '') classes.push('wrong');
  const name = `class="${classes.join(' ')}"`;
  const { x, y, width, height } = node.box;
  const card = (step: number): string => {
    const place = `x="${round(x + step)}" y="${round(y + step)}"`;
    const corner = node.form === 'pill' ? height / 2 : 4;
    return `<rect ${name} ${place} width="${round(width)}" height="${round(height)}" rx="${round(corner)}"/>`;
  };
  if (node.form === 'circle') {
    const middle = `cx="${round(x + width / 2)}" cy="${round(y + height / 2)}"`;
    return `<circle ${name} ${middle} r="${round(width / 2)}"/>`;
  }
  const steps = node.repeat > 1 ? [2 * STACK_STEP, STACK_STEP, 0] : [0];
  return steps.map(card).join('');
}

const MARKER_OF: Readonly<Record<EdgeKind, string>> = {
  data: 'arrow',
  identity: 'arrow',
  dimension: 'arrow',
  broken: 'brokenArrow',
};

function edgeMarkup(edge: DrawingEdge): string {
  const path = roundedPath(edge.points, CORNER);
  const classes = edge.change === null ? edge.kind : `${edge.kind} ${edge.change}`;
  return `<path class="${classes}" d="${path}" marker-end="url(#${MARKER_OF[edge.kind]})"/>`;
}

function textsOf(drawing: Drawing): string[] {
  const changes = new Map(drawing.nodes.map(({ id, change }) => [id, change?.type ?? '']));
  return drawing.texts.map((text) => textMarkup(text, changes.get(text.owner) ?? ''));
}

/** The baseline stands a third of the size below the middle, which every viewer agrees on. */
function textMarkup(text: DrawingText, change: string): string {
  const baseline = text.y + FONT_SIZES[text.role] * 0.35;
  const anchor = text.anchor === 'start' ? '' : ` text-anchor="${text.anchor}"`;
  const place = `x="${round(text.x)}" y="${round(baseline)}"`;
  const classes = change === '' ? text.role : `${text.role} ${change}`;
  return `<text class="${classes}" ${place}${anchor}>${xmlText(text.text)}</text>`;
}
