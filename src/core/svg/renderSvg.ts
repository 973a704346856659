import type { Drawing } from '../drawing/drawing.ts';
import { HEAD_LENGTH, HEAD_WIDTH } from '../print/arrowHead.ts';
import { printDrawing } from '../print/printDrawing.ts';
import type { AreaLook, LineLook, Printed, Shape, TextLook } from '../print/printed.ts';
import { round, roundedPath } from '../print/roundedPath.ts';
import { xmlText } from './xmlText.ts';

/** The drawing as a self-contained SVG file: real text, no script, no reference to anything outside. */
export function renderSvg(drawing: Drawing): string {
  const { title, page, background, shapes } = printDrawing(drawing);
  const size = `width="${round(page.width)}" height="${round(page.height)}"`;
  const box = [page.x, page.y, page.width, page.height].map(round).join(' ');
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" ${size} viewBox="${box}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<style>${styleSheet(shapes)}</style>`,
    ...heads(shapes),
    `<rect fill="${background}" x="${round(page.x)}" y="${round(page.y)}" ${size}/>`,
    ...shapes.map(markup),
    '</svg>',
  ].join('\n')}\n`;
}

/** A rule for each look that is there. */
function styleSheet(shapes: Printed['shapes']): string {
  const rules = new Map(shapes.map((shape) => [selectorOf(shape), ruleOf(shape)]));
  const font = "text{font-family:Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif}";
  return [font, 'path{fill:none}', ...[...rules].map(([selector, rule]) => `${selector}{${rule}}`)].join('');
}

/** What does not fit is `broken` as a line and as a text. */
function selectorOf({ type, look }: Shape): string {
  if (type === 'text') return `text.${look.name}`;
  return type === 'line' ? `path.${look.name}` : `.${look.name}`;
}

function ruleOf({ type, look }: Shape): string {
  if (type === 'text') return textRule(look);
  if (type === 'line') return `${strokeRule(look)};marker-end:url(#${headId(look)})`;
  return `${fillRule(look)};${strokeRule(look)}`;
}

function textRule(look: TextLook): string {
  return `font-size:${look.size}px;${look.isBold ? 'font-weight:bold;' : ''}${fillRule(look)}`;
}

function fillRule({ fill, fillOpacity }: AreaLook | TextLook): string {
  return `fill:${fill}${fillOpacity === 1 ? '' : `;fill-opacity:${fillOpacity}`}`;
}

function strokeRule({ stroke, width, dash }: AreaLook | LineLook): string {
  const dashes = dash === null ? '' : `;stroke-dasharray:${dash.join(' ')}`;
  return `stroke:${stroke}${width === 1 ? '' : `;stroke-width:${width}`}${dashes}`;
}

/** One arrow head for each colour of lines: not every viewer gives a marker its line's colour. */
function heads(shapes: Printed['shapes']): string[] {
  const colors = new Map(
    shapes.flatMap(({ type, look }) => (type === 'line' ? [[headId(look), look.stroke] as const] : [])),
  );
  const [length, width] = [HEAD_LENGTH, HEAD_WIDTH];
  return [...colors].map(
    ([id, color]) =>
      `<marker id="${id}" viewBox="0 0 ${length} ${width}" refX="${length}" refY="${width / 2}" ` +
      `markerWidth="${length}" markerHeight="${width}" markerUnits="userSpaceOnUse" orient="auto">` +
      `<path style="fill:${color}" d="M0 0L${length} ${width / 2}L0 ${width}Z"/></marker>`,
  );
}

function headId({ stroke }: LineLook): string {
  return `head-${stroke.slice(1)}`;
}

function markup(shape: Shape): string {
  const name = `class="${shape.look.name}"`;
  switch (shape.type) {
    case 'box': {
      const { x, y, width, height } = shape.box;
      const size = `width="${round(width)}" height="${round(height)}" rx="${round(shape.corner)}"`;
      return `<rect ${name} x="${round(x)}" y="${round(y)}" ${size}/>`;
    }
    case 'circle':
      return `<circle ${name} cx="${round(shape.x)}" cy="${round(shape.y)}" r="${round(shape.radius)}"/>`;
    case 'line':
      return `<path ${name} d="${roundedPath(shape.points)}"/>`;
    case 'text': {
      const anchor = shape.anchor === 'start' ? '' : ` text-anchor="${shape.anchor}"`;
      const place = `x="${round(shape.x)}" y="${round(shape.baseline)}"`;
      return `<text ${name} ${place}${anchor}>${xmlText(shape.text)}</text>`;
    }
  }
}
