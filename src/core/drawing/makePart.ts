import { outputBytes } from '../analysis/activationBytes.ts';
import type { BodyInput, BodyOutput, CallNode, ModelNode, OpNode, StageGroup } from '../model/model.ts';
import type { OpKind } from '../model/op.ts';
import { formatShape, isMap, type MaybeShape, type Shape, sameShape } from '../model/shape.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import { shortcutOf } from './bodyIndex.ts';
import { type Misfit, misfitText } from './misfit.ts';
import { opLabel, shortLabel } from './opLabel.ts';
import { pathRanges } from './pathRanges.ts';
import type { Inside, Part } from './scope.ts';
import { COLOURED } from './stageColours.ts';

/** The ops of one box: a convolution with its norm and activation, or a single op. */
export function opPart(
  members: readonly [OpNode, ...OpNode[]],
  at: PartPlace,
  wholeSize: boolean,
  misfit: Misfit | null,
): Part {
  const [first] = members;
  const last = members[members.length - 1] ?? first;
  const form = FORMS[first.op.kind] ?? 'pill';
  const followers = members.slice(1).map((node) => shortLabel(node));
  const isCircle = form === 'circle';
  const joined = form === 'pill' ? [shortWhenJoined(members), ...followers].join(', ') : opLabel(first);
  return {
    ...costOf(members),
    ...at,
    id: first.path,
    members: members.slice(1).map(({ path }) => path),
    kind: 'op',
    form,
    title: joined,
    subtitle: form === 'box' ? followers.join(', ') : '',
    header: '',
    note: isCircle ? followers.join(', ') : '',
    size: sizeLabel(first.inputShapes[0], last.output, wholeSize),
    repeat: 1,
    state: 'leaf',
    run: null,
    items: [...new Set(members.map((node) => node.item))],
    hiddenTexts: [],
    inputs: first.inputShapes,
    output: last.output,
    activationBytes: outputBytes(members, new Map()),
    problem: misfit === null ? '' : misfitText(misfit),
    aside: shortcutOf(first) !== null,
    coloured: COLOURED.has(first.op.kind),
    inside: null,
    meaning: () => JSON.stringify(members.map(({ op }) => op)),
  };
}

/** One use of a block, or `repeat` equal ones folded to the first; `inside` where it is open. */
export function callPart(calls: readonly [CallNode, ...CallNode[]], options: FramePart): Part {
  const [first] = calls;
  const block = first.body.block?.name ?? 'block';
  const inStage = first.group?.kind === 'stage';
  const name = inStage ? null : nameOf(first.item);
  const words = argumentWords(first);
  return {
    ...framePart(calls, options),
    id: first.path,
    kind: 'block',
    title: name ?? block,
    subtitle: commaList(name === null ? '' : block, ...words),
    header: header(name, block, words),
    repeat: calls.length,
    members: pathRanges(calls.slice(1).map(({ path }) => path)),
  };
}

export function stagePart(
  stage: StageGroup,
  calls: readonly [CallNode, ...CallNode[]],
  options: FramePart,
): Part {
  const name = nameOf(stage.item);
  const repeated = stage.repeat > 1 ? `${stage.block} ×${stage.repeat}` : stage.block;
  const words = argumentWords(calls[0]);
  return {
    ...framePart(calls, options),
    id: stage.path,
    kind: 'stage',
    title: name ?? repeated,
    subtitle: commaList(name === null ? '' : repeated, ...words),
    header: header(name, repeated, words),
    repeat: options.inside === null ? stage.repeat : 1,
    items: [stage.item],
    members: [],
  };
}

/** Of the body's nodes, the first that a part shows, and the one whose output is its own. */
export type PartPlace = Pick<Part, 'firstNode' | 'outputNode'>;

export interface FramePart {
  readonly at: PartPlace;
  readonly activationBytes: Size | null;
  readonly inside: Inside | null;
  readonly openable: boolean;
  readonly run: Part['run'];
  readonly misfit: Misfit | null;
  /** Of the blocks that it uses, directly or not. */
  readonly texts: readonly TextRange[];
}

function framePart(
  calls: readonly [CallNode, ...CallNode[]],
  options: FramePart,
): Omit<Part, 'id' | 'kind' | 'title' | 'subtitle' | 'header' | 'repeat' | 'members'> {
  const { inside, openable, run, misfit, texts } = options;
  const output = (calls[calls.length - 1] ?? calls[0]).output;
  return {
    ...costOf(calls),
    ...options.at,
    activationBytes: options.activationBytes,
    form: inside === null ? 'box' : 'frame',
    note: '',
    size: inside === null ? sizeLabel(calls[0].inputShapes[0], output, true) : '',
    state: inside === null ? (openable ? 'closed' : 'leaf') : 'open',
    run,
    items: [calls[0].item],
    hiddenTexts: inside === null ? texts : [],
    inputs: calls[0].inputShapes,
    output,
    problem: misfit === null ? '' : misfitText(misfit),
    aside: shortcutOf(calls[0]) !== null,
    coloured: true,
    inside,
    meaning: (bodies) => JSON.stringify(calls.map(({ body }) => bodies.of(body))),
  };
}

export function inputPart(input: BodyInput, isUsed: boolean): Part {
  const shape = input.shape === null ? '' : formatShape(input.shape);
  const unused = isUsed ? '' : 'not used';
  return {
    ...END,
    id: `input:${input.name}`,
    kind: 'input',
    title: words(input.name, shape),
    subtitle: unused,
    output: input.shape,
  };
}

export function outputPart(output: BodyOutput, isOnly: boolean): Part {
  const shape = output.shape === null ? '' : formatShape(output.shape);
  const title = words(isOnly ? 'output' : output.name, shape);
  return {
    ...END,
    id: `output:${output.name}`,
    kind: 'output',
    title,
    inputs: [output.shape],
    output: output.shape,
  };
}

const END: Part = {
  id: '',
  kind: 'input',
  form: 'pill',
  title: '',
  subtitle: '',
  header: '',
  note: '',
  size: '',
  repeat: 1,
  state: 'leaf',
  run: null,
  items: [],
  hiddenTexts: [],
  inputs: [],
  output: null,
  members: [],
  firstNode: -1,
  outputNode: -1,
  trainable: 0,
  macs: 0,
  activationBytes: 0,
  problem: '',
  aside: false,
  coloured: false,
  inside: null,
  meaning: () => '',
};

/** Everything that is not named here is a pill: what changes neither channels nor size. */
const FORMS: Readonly<Partial<Record<OpKind, Part['form']>>> = {
  conv: 'box',
  conv_transpose: 'box',
  depthwise_conv: 'box',
  dense: 'box',
  pool: 'box',
  squeeze_excite: 'box',
  upsample: 'box',
  shortcut_a: 'box',
  unknown: 'box',
  add: 'circle',
  multiply: 'circle',
};

function shortWhenJoined(members: readonly [OpNode, ...OpNode[]]): string {
  return members.length > 1 ? shortLabel(members[0]) : opLabel(members[0]);
}

/**
 * The output size where it changes: of an op inside a block only where height, width or rank do, since its
 * box names the channels; otherwise (`whole`) wherever any dimension does.
 */
function sizeLabel(input: MaybeShape | undefined, output: MaybeShape, whole: boolean): string {
  if (output === null) return '';
  const unchanged =
    input !== null &&
    input !== undefined &&
    (whole ? sameShape(input, output) : sameHeightAndWidth(input, output));
  return unchanged ? '' : formatShape(output);
}

function sameHeightAndWidth(a: Shape, b: Shape): boolean {
  return isMap(a) && isMap(b) ? sameShape(a.slice(0, 2), b.slice(0, 2)) : a.length === b.length;
}

export function costOf(nodes: readonly ModelNode[]): { trainable: Size; macs: Size } {
  const { trainable, macs } = sumCosts(nodes.map((node) => node.cost));
  return { trainable, macs };
}

function nameOf(item: SpecItem): string | null {
  return item.name === null ? null : String(item.name.value);
}

/** `128, /2`: what the paper writes at a block. */
export function argumentWords(call: CallNode): string[] {
  const args = call.body.block?.arguments ?? {};
  const stride = args.stride ?? '1';
  return [args.filters ?? '', stride === '1' ? '' : `/${stride}`];
}

/** `trunk · level, 512` or `basic, 64, /2`. */
function header(name: string | null, what: string, words: readonly string[]): string {
  const list = commaList(what, ...words);
  return name === null ? list : `${name} · ${list}`;
}

export function commaList(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('  ');
}
