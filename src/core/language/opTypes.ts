import { ACTIVATION_TYPES, type ActivationType, INIT_TYPES, type Init, type Padding } from '../model/op.ts';
import {
  type AttributeType,
  complainType,
  complainUnknownWord,
  complainWord,
  integer,
  readIntegers,
  real,
} from './attributeType.ts';
import { anyOf, EXPRESSION_SCHEMA, listSchema, wordsSchema } from './valueSchema.ts';

/** Types of attributes that several kinds of op share. */

const PADDING_WORDS = ['same', 'valid', 'half'] as const;

export const padding: AttributeType<Padding> = {
  expected: 'same, valid, half, an integer, or [top, bottom, left, right]',
  fallback: 'same',
  schema: anyOf(wordsSchema(PADDING_WORDS), integer(0).schema, listSchema(integer(0).schema, 4)),
  words: PADDING_WORDS,
  read(value, name, complain) {
    if (value.kind === 'unknown') return undefined;
    if (value.kind === 'list') return readIntegers(value, 4, 0, name, this.expected, complain);
    if (value.kind === 'scalar' && typeof value.value === 'string') {
      const text = value.value;
      const known = PADDING_WORDS.find((candidate) => candidate === text);
      if (known === undefined) complainUnknownWord(value, name, PADDING_WORDS, complain);
      return known;
    }
    const all = integer(0).read(value, name, complain);
    return all === undefined ? undefined : [all, all, all, all];
  },
};

/** `n` on every side, or [top, bottom, left, right]. */
export const sides: AttributeType<readonly [number, number, number, number]> = {
  expected: 'an integer from 0 or [top, bottom, left, right]',
  fallback: [0, 0, 0, 0],
  schema: anyOf(integer(0).schema, listSchema(integer(0).schema, 4)),
  read(value, name, complain) {
    if (value.kind === 'list') return readIntegers(value, 4, 0, name, this.expected, complain);
    const all = integer(0).read(value, name, complain);
    return all === undefined ? undefined : [all, all, all, all];
  },
};

/** A type's name, or `{type, gain}`. */
export const init: AttributeType<Init> = {
  expected: `one of ${INIT_TYPES.join(', ')}, or {type, gain}`,
  fallback: { type: 'he_normal', gain: 1 },
  schema: anyOf(wordsSchema(INIT_TYPES), {
    type: 'object',
    properties: { type: wordsSchema(INIT_TYPES), gain: anyOf(real({ min: 0 }).schema, EXPRESSION_SCHEMA) },
    additionalProperties: false,
  }),
  words: INIT_TYPES,
  read(value, name, complain) {
    if (value.kind === 'unknown') return undefined;
    let type: Init['type'] | undefined = 'he_normal';
    let gain: number | undefined = 1;
    if (value.kind === 'map') {
      for (const entry of value.entries) {
        if (entry.key === 'type') type = readInitType(entry.value, `${name}.type`, complain);
        else if (entry.key === 'gain') gain = real({ min: 0 }).read(entry.value, `${name}.gain`, complain);
        else complainWord(entry.keyPlace, entry.key, name, ['type', 'gain'], complain);
      }
    } else {
      type = readInitType(value, name, complain);
    }
    return type === undefined || gain === undefined ? undefined : { type, gain };
  },
};

const readInitType: AttributeType<Init['type']>['read'] = (value, name, complain) => {
  if (value.kind === 'unknown') return undefined;
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    complainType(value, name, init.expected, complain);
    return undefined;
  }
  const text = value.value;
  const known = INIT_TYPES.find((candidate) => candidate === text);
  if (known === undefined) complainUnknownWord(value, name, INIT_TYPES, complain);
  return known;
};

export const activationType: AttributeType<ActivationType | 'none'> = {
  expected: `one of ${ACTIVATION_TYPES.join(', ')}, none`,
  fallback: 'none',
  schema: wordsSchema([...ACTIVATION_TYPES, 'none']),
  words: [...ACTIVATION_TYPES, 'none'],
  read(value, name, complain) {
    if (value.kind === 'unknown') return undefined;
    if (value.kind !== 'scalar' || typeof value.value !== 'string') {
      complainType(value, name, this.expected, complain);
      return undefined;
    }
    const text = value.value;
    const known = (['none', ...ACTIVATION_TYPES] as const).find((candidate) => candidate === text);
    if (known === undefined) complainUnknownWord(value, name, [...ACTIVATION_TYPES, 'none'], complain);
    return known;
  },
};

/** Zeros before and after: `n` on both ends, or [before, after]. */
export const channelPadding: AttributeType<readonly [number, number]> = {
  expected: 'an integer from 0 or [before, after]',
  fallback: [0, 0],
  schema: anyOf(integer(0).schema, listSchema(integer(0).schema, 2)),
  read(value, name, complain) {
    if (value.kind === 'list') return readIntegers(value, 2, 0, name, this.expected, complain);
    const both = integer(0).read(value, name, complain);
    return both === undefined ? undefined : [both, both];
  },
};

/** [first, last], counted from 1. */
export const channelRange: AttributeType<readonly [number, number]> = {
  expected: '[first, last], counted from 1',
  fallback: [1, 1],
  schema: listSchema(integer(1).schema, 2),
  read(value, name, complain) {
    if (value.kind === 'unknown') return undefined;
    if (value.kind === 'list') return readIntegers(value, 2, 1, name, this.expected, complain);
    complainType(value, name, this.expected, complain);
    return undefined;
  },
};
