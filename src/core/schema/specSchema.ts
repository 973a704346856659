import { BLOCK_KEYS, FILE_KEYS } from '../complete/fileKeys.ts';
import { COMMON_KEY_DOCS } from '../complete/layerOffers.ts';
import type { Attribute, AttributeTable } from '../language/attributeTable.ts';
import { KINDS, type KindInfo } from '../language/kinds.ts';
import { anyOf, EXPRESSION_SCHEMA, LAYERS_SCHEMA, type ValueSchema } from '../language/valueSchema.ts';
import { PAPER_IDS } from '../paper/papers.ts';
import {
  DATASET_TABLE,
  LEARNING_RATE_TABLE,
  OPTIMIZER_TABLE,
  SCHEDULE_POINT_TABLE,
  TRAIN_TABLE,
  WARMUP_TABLE,
} from '../plan/trainTable.ts';

const NOTHING: ValueSchema = { type: 'null' };
const ANY_MAP: ValueSchema = { type: 'object' };
/** The parameters of a block, each with its default; or a mapping with that and all values that it may have. */
const PARAMETERS: ValueSchema = {
  type: 'object',
  additionalProperties: anyOf(
    { type: ['string', 'number', 'boolean', 'null', 'array'] },
    {
      type: 'object',
      properties: {
        default: { description: 'The value where nobody gives one.' },
        values: {
          description: 'All values that the parameter may have.',
          type: 'array',
          items: { type: ['string', 'number', 'boolean'] },
          minItems: 1,
        },
      },
    },
  ),
};
const DEFAULTS: ValueSchema = { $ref: '#/definitions/defaults' };
const NAMES: ValueSchema = { type: 'array', items: { type: 'string' } };

/**
 * The form of a spec as JSON Schema, from the tables that the checks read as well. It knows the keys and what kinds of
 * values they take; shapes, names and blocks are beyond it.
 */
export function specSchema(): ValueSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'ResNet Designer spec',
    description: 'A residual network in the language of ResNet Designer: *.resnet.yaml.',
    type: 'object',
    properties: withDocs(fileProperties(), FILE_KEYS),
    required: ['layers'],
    additionalProperties: false,
    definitions: {
      expression: { type: 'string', pattern: '^\\$' },
      layers: anyOf({ type: 'array', items: { $ref: '#/definitions/layer' } }, EXPRESSION_SCHEMA),
      layer: layerSchema(),
      defaults: defaultsSchema(),
      block_definition: {
        type: 'object',
        properties: withDocs(
          { parameters: PARAMETERS, defaults: DEFAULTS, layers: LAYERS_SCHEMA },
          BLOCK_KEYS,
        ),
        required: ['layers'],
        additionalProperties: false,
      },
      ...Object.fromEntries([...KINDS.values()].map((kind) => [kind.kind, kindSchema(kind)])),
      train: tableSchema(TRAIN_TABLE),
      dataset: tableSchema(DATASET_TABLE),
      optimizer: tableSchema(OPTIMIZER_TABLE),
      learning_rate: tableSchema(LEARNING_RATE_TABLE),
      schedule_point: tableSchema(SCHEDULE_POINT_TABLE),
      warmup: tableSchema(WARMUP_TABLE),
    },
  };
}

type Properties<Keys extends string> = Readonly<Record<Keys, ValueSchema>>;

function fileProperties(): Properties<keyof typeof FILE_KEYS> {
  const shape: ValueSchema = { type: 'array', items: { type: ['integer', 'string'] } };
  return {
    model: { type: ['string', 'number'] },
    paper: { enum: PAPER_IDS },
    parameters: ANY_MAP,
    variants: { type: 'object', additionalProperties: anyOf(ANY_MAP, NOTHING) },
    input: shape,
    inputs: { type: 'object', additionalProperties: shape, minProperties: 1 },
    outputs: anyOf(NAMES, { type: 'string' }),
    defaults: DEFAULTS,
    blocks: { type: 'object', additionalProperties: { $ref: '#/definitions/block_definition' } },
    layers: LAYERS_SCHEMA,
    train: { $ref: '#/definitions/train' },
  };
}

function withDocs<Keys extends string>(
  properties: Properties<Keys>,
  docs: Readonly<Record<Keys, { readonly doc: string }>>,
): object {
  const entries = Object.entries<ValueSchema>(properties);
  // Beside a `$ref` nothing counts in draft 7, so the two are put into a list.
  return Object.fromEntries(
    entries.map(([key, schema]) => [key, { description: docs[key as Keys].doc, allOf: [schema] }]),
  );
}

function layerSchema(): ValueSchema {
  const kinds = [...KINDS.keys()];
  const common: Readonly<Record<keyof typeof COMMON_KEY_DOCS, ValueSchema>> = {
    name: { type: 'string', pattern: '^[A-Za-z_][\\w-]*$' },
    from: anyOf({ type: 'string' }, NAMES),
    when: anyOf({ type: ['boolean', 'number'] }, EXPRESSION_SCHEMA),
    weights: { type: 'string' },
  };
  return anyOf(
    { enum: kinds },
    {
      type: 'object',
      properties: {
        ...Object.fromEntries(kinds.map((kind) => [kind, { $ref: `#/definitions/${kind}` }])),
        ...Object.fromEntries(
          Object.entries(common).map(([key, schema]) => [
            key,
            { ...schema, description: COMMON_KEY_DOCS[key as keyof typeof common] },
          ]),
        ),
      },
      additionalProperties: false,
      minProperties: 1,
    },
  );
}

/** Attributes of the kinds, `shortcut`, and the parameters of blocks. */
function defaultsSchema(): ValueSchema {
  const kinds = [...KINDS.values()].map(({ kind }) => [kind, { $ref: `#/definitions/${kind}` }]);
  return {
    type: 'object',
    properties: {
      ...(Object.fromEntries(kinds) as object),
      shortcut: attributeSchema(KINDS.get('residual')?.table['shortcut']),
    },
    additionalProperties: anyOf(ANY_MAP, NOTHING),
  };
}

/** What stands behind a kind: its attributes, the main one of them alone, its producers, or nothing. */
function kindSchema({ doc, table, shorthand, takesProducers, takesParameters }: KindInfo): ValueSchema {
  const main = shorthand === null ? [] : [attributeSchema(table[shorthand])];
  return {
    description: doc,
    ...anyOf(tableSchema(table, takesParameters), ...main, ...(takesProducers ? [NAMES] : []), NOTHING),
  };
}

/** No attribute is required: the defaults may give any. */
function tableSchema(table: AttributeTable, takesMore = false): ValueSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(table).map(([name, attribute]) => [name, attributeSchema(attribute)]),
    ),
    additionalProperties: takesMore,
  };
}

function attributeSchema(attribute: Attribute<unknown> | undefined): ValueSchema {
  if (attribute === undefined) return {};
  const { doc, type, fallback } = attribute;
  const isPlain = ['string', 'number', 'boolean'].includes(typeof fallback);
  return {
    description: doc,
    ...anyOf(type.schema, EXPRESSION_SCHEMA, NOTHING),
    ...(isPlain ? { default: fallback } : {}),
  };
}
