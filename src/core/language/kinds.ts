import type { OpKind } from '../model/op.ts';
import { ACTIVATION_TYPES } from '../model/op.ts';
import { ACTIVATION_TABLE } from '../ops/activation.ts';
import { addItem } from '../ops/add.ts';
import { concatItem } from '../ops/concat.ts';
import { CONV_TABLE } from '../ops/conv.ts';
import { CONV_TRANSPOSE_TABLE } from '../ops/convTranspose.ts';
import { DENSE_TABLE } from '../ops/dense.ts';
import { DEPTHWISE_CONV_TABLE } from '../ops/depthwiseConv.ts';
import { dropoutItem } from '../ops/dropout.ts';
import { flattenItem } from '../ops/flatten.ts';
import { gateItem } from '../ops/gate.ts';
import { biasItem, scaleItem } from '../ops/learnedConstant.ts';
import { meanItem } from '../ops/mean.ts';
import { multiplyItem } from '../ops/multiply.ts';
import { NORM_TABLE } from '../ops/norm.ts';
import type { ItemDefinition } from '../ops/opDefinition.ts';
import { padItem } from '../ops/pad.ts';
import { poolItem } from '../ops/pool.ts';
import { sliceItem } from '../ops/slice.ts';
import { squeezeExciteItem } from '../ops/squeezeExcite.ts';
import { upsampleItem } from '../ops/upsample.ts';
import { type AttributeTable, optional, required } from './attributeTable.ts';
import { type AttributeType, integer, pair, real, word } from './attributeType.ts';
import { activationType } from './opTypes.ts';
import { anyOf, LAYERS_SCHEMA, type ValueSchema, wordsSchema } from './valueSchema.ts';

/** What a kind takes, as a reader, a checker and completion see it. */
export interface KindInfo {
  readonly kind: string;
  readonly doc: string;
  readonly table: AttributeTable;
  /** The attribute that a bare value stands for. */
  readonly shorthand: string | null;
  /** True where the value may be the list of producers: `add: [a, b]`. */
  readonly takesProducers: boolean;
  /** True where further keys are the parameters of a block. */
  readonly takesParameters: boolean;
}

/** Kinds that are one op each and nothing else. */
export const SIMPLE_ITEMS = {
  pool: poolItem,
  flatten: flattenItem,
  dropout: dropoutItem,
  pad: padItem,
  add: addItem,
  multiply: multiplyItem,
  mean: meanItem,
  gate: gateItem,
  slice: sliceItem,
  concat: concatItem,
  scale: scaleItem,
  bias: biasItem,
  squeeze_excite: squeezeExciteItem,
  upsample: upsampleItem,
} as const satisfies Record<string, { readonly op: OpKind }>;

export type SimpleKind = keyof typeof SIMPLE_ITEMS;

export function isSimpleKind(kind: string): kind is SimpleKind {
  return Object.hasOwn(SIMPLE_ITEMS, kind);
}

/** The same definition without its precise types, for code that treats all kinds alike. */
export function simpleItem(kind: SimpleKind): ItemDefinition<OpKind> {
  return SIMPLE_ITEMS[kind] as unknown as ItemDefinition<OpKind>;
}

/** Read by hand where the kind is elaborated; here for its name, its words and its meaning. */
function byHand(expected: string, schema: ValueSchema, words: readonly string[] = []): AttributeType<null> {
  return { expected, fallback: null, schema, words, read: () => null };
}

const NORM_ATTRIBUTE = optional(
  byHand(
    'batch, layer, group, none, or a mapping of norm attributes',
    // The value of the kind: a type or its attributes.
    { $ref: '#/definitions/norm' },
    ['batch', 'layer', 'group', 'none'],
  ),
  null,
  'The norm that follows, before the activation.',
);
const ACTIVATION_ATTRIBUTE = optional(
  byHand(activationType.expected, activationType.schema, activationType.words),
  null,
  'The activation that follows, after the norm.',
);

const BLOCK_NAME: ValueSchema = { type: 'string' };
const BRANCHES: ValueSchema = { type: 'object', additionalProperties: LAYERS_SCHEMA };

export const SHORTCUT_WORDS = ['identity', 'A', 'B', 'C', 'none'] as const;

export const RESIDUAL_TABLE = {
  survival: optional(
    real({ min: 0, max: 1, exclusiveMin: true }),
    1,
    'Keeps the branch with this probability in training, drawn for each example.',
  ),
  scale: optional(real({}), 1, 'A constant on the branch.'),
} as const;

export const PARALLEL_TABLE = {
  merge: optional(word(['none', 'add', 'mean', 'concat']), 'none', 'How the branches are joined.'),
} as const;

export const STAGE_TABLE = {
  repeat: optional(integer(0), 1, 'How often the block is repeated.'),
  stride: optional(pair(1), [1, 1], 'Goes to the first block; the others keep 1.'),
} as const;

const LAYERS = byHand('a list of layers', LAYERS_SCHEMA);

function info(
  kind: string,
  doc: string,
  table: AttributeTable,
  rest: Partial<KindInfo> = {},
): [string, KindInfo] {
  return [
    kind,
    { kind, doc, table, shorthand: null, takesProducers: false, takesParameters: false, ...rest },
  ];
}

function simple(kind: SimpleKind, doc: string): [string, KindInfo] {
  const { table, shorthand, producers } = simpleItem(kind);
  return info(kind, doc, table, { shorthand, takesProducers: producers.max > 1 });
}

const PRODUCER_DOC = 'Write the producers as a list: `[a, b]`.';

/** Every kind of the language, by its key. */
export const KINDS: ReadonlyMap<string, KindInfo> = new Map<string, KindInfo>([
  info(
    'conv',
    'A convolution, then its norm, then its activation.',
    { ...CONV_TABLE, norm: NORM_ATTRIBUTE, activation: ACTIVATION_ATTRIBUTE },
    { shorthand: 'filters' },
  ),
  info(
    'conv_transpose',
    'A convolution’s step back to a larger map: each pixel adds its kernel to the output.',
    { ...CONV_TRANSPOSE_TABLE, norm: NORM_ATTRIBUTE, activation: ACTIVATION_ATTRIBUTE },
    { shorthand: 'filters' },
  ),
  info(
    'depthwise_conv',
    'A convolution that sees one channel at a time.',
    { ...DEPTHWISE_CONV_TABLE, norm: NORM_ATTRIBUTE, activation: ACTIVATION_ATTRIBUTE },
    { shorthand: 'kernel' },
  ),
  info(
    'dense',
    'A fully connected layer on a vector.',
    { ...DENSE_TABLE, norm: NORM_ATTRIBUTE, activation: ACTIVATION_ATTRIBUTE },
    { shorthand: 'units' },
  ),
  info('norm', 'Normalises the channels: batch, layer or group.', NORM_TABLE, { shorthand: 'type' }),
  info('activation', 'A function of each value.', ACTIVATION_TABLE, { shorthand: 'type' }),
  ...ACTIVATION_TYPES.map((type) =>
    type === 'leaky_relu'
      ? info(type, 'ReLU with a slope below zero.', { slope: ACTIVATION_TABLE.slope }, { shorthand: 'slope' })
      : info(type, `The activation ${type}.`, {}),
  ),
  info('none', 'No activation: the value passes through.', {}),
  simple('pool', 'The maximum or the average of each window, or of the whole map.'),
  simple('flatten', 'The map as one vector.'),
  simple('dropout', 'Sets a share of the values to zero in training.'),
  simple('pad', 'Zeros around the map, or around its channels.'),
  simple('add', `The sum of equal shapes. ${PRODUCER_DOC}`),
  simple('multiply', `The product of equal shapes. ${PRODUCER_DOC}`),
  simple('mean', `The mean of equal shapes. ${PRODUCER_DOC}`),
  simple('gate', `A map times a value a channel or a pixel. ${PRODUCER_DOC}`),
  simple('slice', 'Some of the channels.'),
  simple('concat', `Channels one after the other. ${PRODUCER_DOC}`),
  simple('scale', 'A learned factor.'),
  simple('bias', 'A learned constant.'),
  simple('squeeze_excite', 'Weighs the channels by what is in the whole map.'),
  simple('upsample', 'A higher and wider map.'),
  info('residual', 'A branch and a shortcut around it, added.', {
    branch: required(LAYERS, 'The layers that learn the residual.'),
    shortcut: optional(
      byHand(
        'identity, A, B, C, none, or a list of layers',
        anyOf(wordsSchema(SHORTCUT_WORDS), LAYERS_SCHEMA),
        SHORTCUT_WORDS,
      ),
      null,
      'What goes around the branch: A pads zero channels, B projects where dimensions change, C always.',
    ),
    projection: optional(LAYERS, null, 'The layers that B and C put in; by default one 1×1 convolution.'),
    ...RESIDUAL_TABLE,
  }),
  info(
    'stage',
    'Repeats a block; the stride goes to the first.',
    { block: required(byHand('the name of a block', BLOCK_NAME), 'Which block.'), ...STAGE_TABLE },
    { takesParameters: true },
  ),
  info(
    'block',
    'One use of a block.',
    { type: required(byHand('the name of a block', BLOCK_NAME), 'Which block.') },
    { shorthand: 'type', takesParameters: true },
  ),
  info('parallel', 'Branches side by side, from the same input.', {
    branches: required(byHand('a mapping from names to lists of layers', BRANCHES), 'The branches.'),
    ...PARALLEL_TABLE,
  }),
]);

/** Keys that every item may have beside its kind. */
export const COMMON_KEYS = ['name', 'from', 'when', 'weights'] as const;
