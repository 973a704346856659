import type { PartLayout } from '../layout/layoutScope.ts';
import {
  ABOVE,
  BESIDE,
  FONT_SIZES,
  HEADER_HEIGHT,
  headerOf,
  LINE_HEIGHT,
  shown,
} from '../layout/partSize.ts';
import type { MaybeShape } from '../model/shape.ts';
import { writtenSize } from '../model/writtenSize.ts';
import type { DrawnChange, DrawnShape, NodeChange, TextRole } from './drawing.ts';
import type { LookText, NodeLook } from './packedDrawing.ts';
import type { Part, PartChange } from './scope.ts';
import type { StageColours } from './stageColours.ts';
import type { Direction } from './viewState.ts';

/** What is drawn of a part, wherever it stands. */
export function nodeLook(part: Part, own: PartLayout, colours: StageColours, direction: Direction): NodeLook {
  const { kind, form, title, subtitle, repeat, state, run, inputs, output, trainable, macs, problem } = part;
  const { activationBytes } = part;
  const [width, height] =
    direction === 'down' ? [own.boxWidth, own.boxHeight] : [own.boxHeight, own.boxWidth];
  return {
    kind,
    form,
    width,
    height,
    title,
    subtitle: [subtitle, part.note].filter((text) => text !== '').join(', '),
    repeat,
    state,
    run: run === null ? null : { id: run.id, count: run.count },
    stage: part.coloured ? colours.indexOf(output) : -1,
    inputs: inputs.map(drawnShape),
    output: drawnShape(output),
    trainable: writtenSize(trainable),
    macs: writtenSize(macs),
    activationBytes: activationBytes === null ? null : writtenSize(activationBytes),
    problem,
    change: part.change === undefined ? null : changeOf(part.change),
    hidden: part.hiddenTexts,
    texts: textsOf(part, own, width, height, direction),
  };
}

/** The header of one of a row names its place in it, which its equals do not share; else ''. */
export function ownHeader(part: Part): string {
  return part.inside !== null && part.run !== null && part.run.index > 0 ? headerOf(part) : '';
}

function changeOf({ type, before }: PartChange): NodeChange {
  if (before === null) return { type, title: '', output: null, trainable: 0, macs: 0 };
  const { title, subtitle, output, trainable, macs } = before;
  return {
    type,
    title: subtitle === '' ? title : `${title}, ${subtitle}`,
    output: drawnShape(output),
    trainable: writtenSize(trainable),
    macs: writtenSize(macs),
  };
}

function drawnShape(shape: MaybeShape): DrawnShape | null {
  return shape === null ? null : shape.map(writtenSize);
}

function textsOf(
  part: Part,
  own: PartLayout,
  width: number,
  height: number,
  direction: Direction,
): LookText[] {
  const middle = { x: width / 2, y: height / 2 };
  const marks = markOf(part);
  if (part.inside !== null) {
    const text = ownHeader(part) === '' ? headerOf(part) : '';
    return [{ role: 'header', text, x: BESIDE, y: HEADER_HEIGHT / 2, anchor: 'start' }, ...marks];
  }
  const texts: LookText[] = [...marks];
  const add = (role: TextRole, text: string, x: number, y: number, anchor: LookText['anchor']): void => {
    if (text !== '') texts.push({ role, text, x, y, anchor });
  };
  const { title, subtitle } = own.size;
  const apart = subtitle === '' ? 0 : (FONT_SIZES.title + 1) / 2;
  add('title', title, middle.x, middle.y - apart, 'middle');
  add('subtitle', subtitle, middle.x, middle.y + apart + 1, 'middle');
  const note = shown('note', part.note);
  if (direction === 'down') {
    add('note', note, 2 - BESIDE, middle.y, 'end');
    add('size', part.size, -BESIDE, middle.y, 'end');
  } else {
    const above = -ABOVE - LINE_HEIGHT / 2;
    add('note', note, 0, above, 'start');
    add('size', part.size, 0, above, 'start');
  }
  return texts;
}

/** At the upper left corner, where neither the size nor a line stands. */
function markOf({ change }: Part): LookText[] {
  if (change === undefined) return [];
  return [{ role: 'mark', text: MARKS[change.type], x: -3, y: -1, anchor: 'end' }];
}

/** Colours alone would say nothing to some. */
const MARKS: Readonly<Record<DrawnChange, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
  reshaped: '↔',
};
