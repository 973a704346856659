import type { Drawing, DrawingNode, DrawingText, Rect } from '../drawing/drawing.ts';
import { STACK_STEP } from '../layout/partSize.ts';
import { elide, textWidth } from '../layout/textWidth.ts';
import { areaLook, lineLook, textLook } from './looks.ts';
import type { Printed, Shape, TextLook } from './printed.ts';
import { PRINT_THEME } from './printTheme.ts';

const MARGIN = 16;
/** Room for the model's name above the drawing. */
const NAME_HEIGHT = 30;
const NAME: TextLook = { name: 'name', fill: PRINT_THEME.text, fillOpacity: 1, size: 14, isBold: true };
const LONGEST_NAME = 700;
/** Bold letters are about a tenth wider. */
const BOLD = 1.1;
const BOX_CORNER = 4;

/** The drawing as it is printed: in light colours whatever the editor's theme, with the model's name above it. */
export function printDrawing(drawing: Drawing): Printed {
  const { bounds } = drawing;
  const name = elide(drawing.title, NAME.size * BOLD, LONGEST_NAME);
  const above = name === '' ? 0 : NAME_HEIGHT;
  const page: Rect = {
    x: bounds.x - MARGIN,
    y: bounds.y - MARGIN - above,
    width: Math.max(bounds.width, textWidth(name, NAME.size * BOLD)) + 2 * MARGIN,
    height: bounds.height + 2 * MARGIN + above,
  };
  const frames = drawing.nodes.filter(({ form }) => form === 'frame');
  const others = drawing.nodes.filter(({ form }) => form !== 'frame');
  // What is gone lies under what took its place, which may run along the same way.
  const gone = drawing.edges.filter(({ change }) => change === 'removed');
  const there = drawing.edges.filter(({ change }) => change !== 'removed');
  return {
    title: drawing.title === '' ? 'Residual network' : drawing.title,
    page,
    background: PRINT_THEME.background,
    shapes: [
      ...nameShapes(name, page),
      ...frames.flatMap(nodeShapes),
      ...[...gone, ...there].map(
        (edge): Shape => ({ type: 'line', look: lineLook(edge), points: edge.points }),
      ),
      ...others.flatMap(nodeShapes),
      ...textShapes(drawing),
    ],
  };
}

function nameShapes(text: string, { x, y }: Rect): Shape[] {
  if (text === '') return [];
  return [{ type: 'text', look: NAME, text, x: x + MARGIN, baseline: y + MARGIN + 10, anchor: 'start' }];
}

function nodeShapes(node: DrawingNode): Shape[] {
  const look = areaLook(node);
  const { x, y, width, height } = node.box;
  if (node.form === 'circle') {
    return [{ type: 'circle', look, x: x + width / 2, y: y + height / 2, radius: width / 2 }];
  }
  const corner = node.form === 'pill' ? height / 2 : BOX_CORNER;
  const steps = node.repeat > 1 ? [2 * STACK_STEP, STACK_STEP, 0] : [0];
  return steps.map((step) => ({
    type: 'box',
    look,
    box: { x: x + step, y: y + step, width, height },
    corner,
  }));
}

function textShapes({ nodes, texts }: Drawing): Shape[] {
  const changes = new Map(nodes.map(({ id, change }) => [id, change?.type ?? null]));
  return texts.map((text) => textShape(text, textLook(text.role, changes.get(text.owner) ?? null)));
}

/** The baseline stands a third of the size below the middle, which every viewer agrees on. */
function textShape({ text, x, y, anchor }: DrawingText, look: TextLook): Shape {
  return { type: 'text', look, text, x, baseline: y + look.size * 0.35, anchor };
}
