import { optional, required } from '../language/attributeTable.ts';
import { type AttributeType, boolean, integer, real, word } from '../language/attributeType.ts';
import { anyOf, EXPRESSION_SCHEMA, type ValueSchema, wordsSchema } from '../language/valueSchema.ts';

/** What `train:` and its parts take: for checks, hovers and completion alike. */

function orNull<T>(type: AttributeType<T>): AttributeType<T | null> {
  return { ...type, fallback: null };
}

/** Read by hand; here for their names and meaning. */
function structured(
  expected: string,
  schema: ValueSchema,
  words: readonly string[] = [],
): AttributeType<null> {
  return { expected, fallback: null, schema, words, read: () => null };
}

/** The definition of one of the tables below, in the schema of a spec. */
function definition(
  name: 'dataset' | 'optimizer' | 'learning_rate' | 'schedule_point' | 'warmup',
): ValueSchema {
  return { $ref: `#/definitions/${name}` };
}

const DATASET_TYPES = ['digits', 'cifar10', 'cifar100', 'idx', 'npz'] as const;
const OPTIMIZER_TYPES = ['sgd', 'adam', 'adamw'] as const;
const SCHEDULE_WORDS = ['constant', 'cosine', 'plateau'] as const;
const RECIPE_NAMES = ['he2015-cifar'] as const;

export const TRAIN_TABLE = {
  recipe: optional(
    orNull(word(RECIPE_NAMES)),
    null,
    'A named bundle; every value of it may be overridden here.',
  ),
  dataset: optional(
    structured('{type: …, path: …}', anyOf(wordsSchema(DATASET_TYPES), definition('dataset'))),
    null,
    'What is trained on.',
  ),
  batch: optional(orNull(integer(1, 65_536)), null, 'Examples in one step.'),
  steps: optional(orNull(integer(1, 1_000_000_000)), null, 'How many steps the run takes.'),
  epochs: optional(
    orNull(real({ min: 0, exclusiveMin: true })),
    null,
    'How many times the run sees the training set.',
  ),
  optimizer: optional(
    structured(
      'sgd, adam, adamw, or {type: sgd, momentum: 0.9}',
      anyOf(wordsSchema(OPTIMIZER_TYPES), definition('optimizer')),
      OPTIMIZER_TYPES,
    ),
    null,
    'How weights follow their gradients.',
  ),
  learning_rate: optional(
    structured(
      'a number, or {initial, schedule, warmup}',
      anyOf({ type: 'number' }, definition('learning_rate')),
    ),
    null,
    'The rate and how it changes over the run.',
  ),
  weight_decay: optional(
    orNull(real({ min: 0 })),
    null,
    'λ in gradient + λ·w, on convolution and dense kernels.',
  ),
  decay_norm: optional(orNull(boolean), null, 'Whether γ, β and biases decay as well.'),
  label_smoothing: optional(
    orNull(real({ min: 0, max: 1 })),
    null,
    'The share of each label given to all classes.',
  ),
  augment: optional(
    structured(
      'a list of {pad_crop: 4} and flip',
      {
        type: 'array',
        items: anyOf(wordsSchema(['flip']), {
          type: 'object',
          properties: { pad_crop: anyOf({ type: 'integer' }, EXPRESSION_SCHEMA) },
          additionalProperties: false,
        }),
      },
      ['flip'],
    ),
    null,
    'How training images are varied.',
  ),
  normalize: optional(
    orNull(word(['per_pixel_mean', 'per_channel', 'none'])),
    null,
    'What is subtracted from each image.',
  ),
  seed: optional(orNull(integer(0, 2_147_483_647)), null, 'Runs with one seed on one machine are equal.'),
  evaluate_every: optional(orNull(integer(1)), null, 'Steps between evaluations; default: once an epoch.'),
  checkpoint_every: optional(orNull(integer(1)), null, 'Steps between checkpoints; default: once an epoch.'),
  precision: optional(orNull(word(['float32'])), null, 'The type that is computed in.'),
} as const;

export const DATASET_TABLE = {
  type: required(word(DATASET_TYPES), 'Which kind of data set.'),
  path: optional(
    structured('a folder', { type: 'string' }),
    null,
    'The folder of its files, or the `.npz` file itself, relative to the spec.',
  ),
} as const;

const WITH_A_PATH = ['type', 'path'];

/** Which of them each data set has: the digits ship with the product. */
export const DATASET_KEYS: Readonly<Record<(typeof DATASET_TYPES)[number], readonly string[]>> = {
  digits: ['type'],
  cifar10: WITH_A_PATH,
  cifar100: WITH_A_PATH,
  idx: WITH_A_PATH,
  npz: WITH_A_PATH,
};

export const OPTIMIZER_TABLE = {
  type: required(word(OPTIMIZER_TYPES), 'Which optimizer.'),
  momentum: optional(real({ min: 0, max: 1 }), 0.9, 'For `sgd`: the share of the old direction.'),
  nesterov: optional(boolean, false, 'For `sgd`: look ahead.'),
  beta_1: optional(real({ min: 0, max: 1 }), 0.9, 'For `adam`, `adamw`.'),
  beta_2: optional(real({ min: 0, max: 1 }), 0.999, 'For `adam`, `adamw`.'),
  epsilon: optional(real({ min: 0, exclusiveMin: true }), 1e-8, 'For `adam`, `adamw`.'),
} as const;

/** Which of them each optimizer has. */
export const OPTIMIZER_KEYS: Readonly<Record<(typeof OPTIMIZER_TYPES)[number], readonly string[]>> = {
  sgd: ['type', 'momentum', 'nesterov'],
  adam: ['type', 'beta_1', 'beta_2', 'epsilon'],
  adamw: ['type', 'beta_1', 'beta_2', 'epsilon'],
};

export const LEARNING_RATE_TABLE = {
  initial: required(
    real({ min: 0, exclusiveMin: true }),
    'The rate that the run starts at, after its warm-up.',
  ),
  schedule: optional(
    structured(
      'a list of {at, factor}, cosine, plateau or constant',
      anyOf(wordsSchema(SCHEDULE_WORDS), { type: 'array', items: definition('schedule_point') }),
      SCHEDULE_WORDS,
    ),
    null,
    'How the rate changes.',
  ),
  warmup: optional(
    structured('{steps, rate} or {until_error, rate}', definition('warmup')),
    null,
    'A smaller rate at the start.',
  ),
} as const;

export const SCHEDULE_POINT_TABLE = {
  at: required(integer(0, 1_000_000_000), 'The step.'),
  factor: required(real({ min: 0, exclusiveMin: true }), 'What the rate is multiplied by from there on.'),
} as const;

export const WARMUP_TABLE = {
  steps: optional(orNull(integer(1, 1_000_000_000)), null, 'How long.'),
  until_error: optional(
    orNull(real({ min: 0, max: 1 })),
    null,
    'Until the training error, as a fraction, is below this.',
  ),
  rate: required(real({ min: 0, exclusiveMin: true }), 'The rate meanwhile.'),
} as const;
