import { type Analysis, analyze } from '../analyze.ts';
import { usableBlocks } from '../complete/usableBlocks.ts';
import { message } from '../diagnostics/message.ts';
import { instancesOf, outputOf } from '../explain/instances.ts';
import { channelsOf, type MaybeShape } from '../model/shape.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecBlock } from '../spec/spec.ts';
import { accept, type LayerChoice, refuse } from './designEdit.ts';
import { type LayerText, oneLine } from './layerText.ts';
import type { PlacedItem } from './placedItem.ts';

/** What a layer is written with when it is put in: as many channels as come in, so that what follows still fits. */
const KIND_TEXTS: Readonly<Record<string, (channels: string) => LayerText>> = {
  conv: (channels) => oneLine(`conv: {filters: ${channels}, kernel: 3}`),
  depthwise_conv: () => oneLine('depthwise_conv: 3'),
  conv_transpose: (channels) => oneLine(`conv_transpose: {filters: ${channels}, kernel: 3}`),
  residual: residualText,
  parallel: parallelText,
  norm: () => oneLine('norm: batch'),
  relu: () => oneLine('relu'),
  gelu: () => oneLine('gelu'),
  silu: () => oneLine('silu'),
  dropout: () => oneLine('dropout: 0.5'),
  squeeze_excite: () => oneLine('squeeze_excite'),
  pool: () => oneLine('pool: max'),
  upsample: () => oneLine('upsample: 2'),
  pad: () => oneLine('pad: 1'),
  scale: () => oneLine('scale'),
  bias: () => oneLine('bias'),
  flatten: () => oneLine('flatten'),
  dense: (channels) => oneLine(`dense: ${channels}`),
};

function residualText(channels: string): LayerText {
  const first = `conv: {filters: ${channels}, kernel: 3}`;
  const second = `conv: {filters: ${channels}, kernel: 3, activation: none}`;
  return {
    lines: ['residual:', '  branch:', `    - ${first}`, `    - ${second}`],
    flow: `residual: {branch: [{${first}}, {${second}}]}`,
  };
}

function parallelText(channels: string): LayerText {
  const small = `conv: {filters: ${channels}, kernel: 1}`;
  const large = `conv: {filters: ${channels}, kernel: 3}`;
  return {
    lines: [
      'parallel:',
      '  merge: add',
      '  branches:',
      '    small:',
      `      - ${small}`,
      '    large:',
      `      - ${large}`,
    ],
    flow: `parallel: {merge: add, branches: {small: [{${small}}], large: [{${large}}]}}`,
  };
}

/** Everything that can be put in: kinds, then blocks and stages of them, those of the file first. */
export function layerChoices(analysis: Analysis): LayerChoice[] {
  const kinds = Object.keys(KIND_TEXTS).map((name): LayerChoice => ({ form: 'kind', name }));
  const blocks = usableBlocks(analysis).sort(
    (a, b) => Number(b.source === 'file') - Number(a.source === 'file'),
  );
  const names = blocks.map(({ name }) => String(name.value));
  return [
    ...kinds,
    ...names.map((name): LayerChoice => ({ form: 'block', name })),
    ...names
      .filter((name) => !name.startsWith('stem_'))
      .map((name): LayerChoice => ({ form: 'stage', name })),
  ];
}

/** How a choice is written at a place. */
export function layerText(
  analysis: Analysis,
  placed: PlacedItem,
  where: 'before' | 'after',
  { form, name }: LayerChoice,
): Refusable<LayerText> {
  const shape = shapeAt(analysis, placed, where);
  if (form === 'kind') {
    const write = KIND_TEXTS[name];
    if (write === undefined) return refuse(message('There is no kind `{name}` to put in.', { name }));
    return accept(write(channelsText(analysis, placed, shape)));
  }
  const block = usableBlocks(analysis).find((each) => each.name.value === name);
  if (block === undefined) return refuse(message('There is no block `{name}`.', { name }));
  const attributes = [
    `${form === 'stage' ? 'block' : 'type'}: ${name}`,
    ...requiredArguments(analysis, placed, block, shape),
    ...(form === 'stage' ? [`repeat: ${STAGE_REPEAT}`] : []),
  ];
  return accept(oneLine(`${form}: {${attributes.join(', ')}}`));
}

const STAGE_REPEAT = 2;

function requiredArguments(
  analysis: Analysis,
  placed: PlacedItem,
  block: SpecBlock,
  shape: MaybeShape,
): string[] {
  const names = block.parameters.filter(({ required }) => required).map(({ name }) => String(name.value));
  return names.map((name) => {
    if (name === 'filters') return `filters: ${filtersOf(block, channelsText(analysis, placed, shape))}`;
    return `${name}: ${name === 'total' ? STAGE_REPEAT : 1}`;
  });
}

/** A block whose output is wider than its `filters` says gets as many as give what comes in. */
function filtersOf({ name, source }: SpecBlock, channels: string): string {
  const wanted = Number(channels);
  if (source === 'file' || !Number.isInteger(wanted)) return channels;
  const tried = 64;
  const { model } = analyze(
    `input: [8, 8, ${tried}]\nlayers:\n  - block: {type: ${String(name.value)}, filters: ${tried}}\n`,
  );
  const given = model?.body.outputs[0]?.shape ?? null;
  const factor = given === null ? 1 : Number(channelsOf(given)) / tried;
  return factor > 1 && wanted % factor === 0 ? String(wanted / factor) : channels;
}

/** As many channels as come in; in a block that has `filters` its own. */
function channelsText({ spec }: Analysis, { block: owner }: PlacedItem, shape: MaybeShape): string {
  const block = owner === null ? undefined : spec.blocks.find(({ name }) => name.value === owner);
  if (block?.parameters.some(({ name }) => name.value === 'filters') === true) return '$filters';
  const channels = shape === null ? null : channelsOf(shape);
  return typeof channels === 'number' ? String(channels) : '16';
}

/** What goes into an item, or what comes out of it, in the first place where it is used. */
function shapeAt({ model }: Analysis, { item }: PlacedItem, where: 'before' | 'after'): MaybeShape {
  const [instance] = model === null ? [] : instancesOf(model, item);
  if (instance === undefined) return null;
  return where === 'after' ? outputOf(instance) : (instance.nodes[0]?.inputShapes[0] ?? null);
}
