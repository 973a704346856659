import type { OpNode } from '../model/model.ts';
import type { ActivationType, NormAttributes, OpAttributes, OpKind, Pair } from '../model/op.ts';

type Labelled = Pick<OpNode, 'op' | 'isComplete'>;

/**
 * What the box of an op says, in the words of the paper's Figure 3: `3×3 conv, 64, /2`, `fc 1000`. Where an attribute
 * is missing only its kind: of the others nobody knows which would stand.
 */
export function opLabel({ op, isComplete }: Labelled): string {
  return isComplete ? labelOf(op.kind, op.attributes) : op.kind.replaceAll('_', ' ');
}

/** The short form for what is folded into another box: `BN`, `ReLU`. */
export function shortLabel(node: Labelled): string {
  const { op, isComplete } = node;
  return isComplete && op.kind === 'norm' ? NORM_SHORT[op.attributes.type] : opLabel(node);
}

function labelOf<K extends OpKind>(kind: K, attributes: OpAttributes[K]): string {
  return LABELS[kind](attributes);
}

const ACTIVATIONS: Readonly<Record<ActivationType, string>> = {
  relu: 'ReLU',
  relu6: 'ReLU6',
  leaky_relu: 'leaky ReLU',
  prelu: 'PReLU',
  elu: 'ELU',
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hard sigmoid',
  tanh: 'tanh',
  silu: 'SiLU',
  hard_swish: 'hard swish',
  mish: 'Mish',
  gelu: 'GELU',
  softmax: 'softmax',
};

const NORM_SHORT: Readonly<Record<NormAttributes['type'], string>> = {
  batch: 'BN',
  layer: 'LN',
  group: 'GN',
};

const POOLS = { max: 'max pool', average: 'avg pool' } as const;
const GLOBAL_POOLS = { global_average: 'global avg pool', global_max: 'global max pool' } as const;

const LABELS: { readonly [K in OpKind]: (attributes: OpAttributes[K]) => string } = {
  conv: (a) =>
    join(
      `${pair(a.kernel)} conv`,
      String(a.filters),
      slash(a.stride),
      counted('groups', a.groups),
      dilated(a),
    ),
  conv_transpose: (a) => join(`${pair(a.kernel)} transposed conv`, String(a.filters), times(a.stride)),
  depthwise_conv: (a) =>
    join(`${pair(a.kernel)} depthwise`, counted('×', a.multiplier, ''), slash(a.stride), dilated(a)),
  dense: (a) => `fc ${a.units}`,
  norm: (a) => `${a.type} norm`,
  activation: (a) => ACTIVATIONS[a.type],
  pool: (a) =>
    'size' in a ? join(`${pair(a.size)} ${POOLS[a.type]}`, slash(a.stride)) : GLOBAL_POOLS[a.type],
  flatten: () => 'flatten',
  dropout: (a) => `dropout ${a.rate}`,
  pad: (a) => padLabel(a),
  add: () => '+',
  multiply: () => '×',
  mean: () => 'mean',
  gate: () => 'gate',
  slice: (a) => `channels ${a.channels[0]}–${a.channels[1]}`,
  concat: () => 'concat',
  scale: (a) => `scale, per ${a.per}`,
  bias: (a) => `bias, per ${a.per}`,
  squeeze_excite: (a) => `squeeze-excite, /${a.reduction}`,
  upsample: (a) => join(`upsample ×${same(a.size)}`, a.method),
  unknown: (a) => a.written,
  shortcut_a: (a) => join('identity', slash(a.stride), `zeros to ${a.channels}`),
};

function padLabel(a: OpAttributes['pad']): string {
  const [first] = a.size;
  const sides = a.size.every((n) => n === first) ? String(first) : a.size.join(' ');
  const zeros = a.channels[0] + a.channels[1];
  return join(`pad ${sides}`, zeros === 0 ? '' : `+${zeros} channels`);
}

function join(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(', ');
}

function pair(size: Pair): string {
  return `${size[0]}×${size[1]}`;
}

function same(size: Pair): string {
  return size[0] === size[1] ? String(size[0]) : pair(size);
}

/** `/2` as in the paper; nothing for a stride of 1. */
function slash(stride: Pair): string {
  const text = same(stride);
  return text === '1' ? '' : `/${text}`;
}

/** `×2`: what a transposed convolution's stride does to the size. */
function times(stride: Pair): string {
  const text = same(stride);
  return text === '1' ? '' : `×${text}`;
}

function counted(word: string, count: number, space = ' '): string {
  return count === 1 ? '' : `${word}${space}${count}`;
}

function dilated(a: { readonly dilation: Pair }): string {
  const text = same(a.dilation);
  return text === '1' ? '' : `dilation ${text}`;
}
