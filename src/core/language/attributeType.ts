import type { DiagnosticCode } from '../diagnostics/diagnostic.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { withMinus } from '../model/formatCount.ts';
import { displayOf, type Evaluated, type EvaluatedScalar } from './evaluated.ts';
import { isExpression, parseExpression } from './expression.ts';
import { nearest } from './nearest.ts';
import type { Place } from './place.ts';
import type { ProblemFix } from './problem.ts';
import { anyOf, listSchema, type ValueSchema, wordsSchema } from './valueSchema.ts';

/** Reports a bad value of the attribute that is being read. */
export type Complain = (
  code: DiagnosticCode,
  place: Place,
  text: Message,
  fixes?: readonly ProblemFix[],
) => void;

/** How one kind of value is read. `read` gives undefined after it has complained, or for an unknown value. */
export interface AttributeType<T> {
  /** For messages: "`kernel` takes …". */
  readonly expected: string;
  /** Stands in where the value is bad, so that the op can still be shown. */
  readonly fallback: T;
  /** The same for JSON Schema. */
  readonly schema: ValueSchema;
  /** What completion offers. */
  readonly words?: readonly string[];
  read(value: Evaluated, name: string, complain: Complain): T | undefined;
}

/** Larger sizes are mistakes, and their products would no longer be exact in a double. */
const MAX_INTEGER = 16_777_216;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: boolean;
}

export function integer(min: number, max: number = MAX_INTEGER): AttributeType<number> {
  const expected = min === 1 ? 'a positive integer' : `an integer from ${min}`;
  return {
    expected,
    fallback: min,
    schema: { type: 'integer', minimum: min, maximum: max },
    read: (value, name, complain) => readNumber(value, name, expected, { min, max }, true, complain),
  };
}

export function real(bounds: Bounds): AttributeType<number> {
  const expected = describeBounds(bounds);
  return {
    expected,
    fallback: bounds.min ?? 0,
    schema: { type: 'number', ...boundsSchema(bounds) },
    read: (value, name, complain) => readNumber(value, name, expected, bounds, false, complain),
  };
}

function boundsSchema({ min, max, exclusiveMin }: Bounds): ValueSchema {
  return {
    ...(min === undefined ? {} : { [exclusiveMin === true ? 'exclusiveMinimum' : 'minimum']: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
}

function describeBounds({ min, max, exclusiveMin }: Bounds): string {
  if (min === undefined) return 'a number';
  if (max === undefined) return exclusiveMin === true ? `a number above ${min}` : `a number from ${min}`;
  return exclusiveMin === true ? `a number above ${min} and up to ${max}` : `a number from ${min} to ${max}`;
}

function readNumber(
  value: Evaluated,
  name: string,
  expected: string,
  { min, max, exclusiveMin }: Bounds,
  whole: boolean,
  complain: Complain,
): number | undefined {
  if (value.kind === 'unknown') return undefined;
  if (value.kind !== 'scalar' || typeof value.value !== 'number') {
    if (!complainQuotedNumber(value, name, complain)) complainType(value, name, expected, complain);
    return undefined;
  }
  const found = value.value;
  if (whole && !Number.isInteger(found)) {
    complain(
      'spec.not-an-integer',
      value.place,
      message('`{name}` takes {expected}, and this is {found}.', {
        name,
        expected,
        found: withMinus(String(found)),
      }),
    );
    return undefined;
  }
  const tooSmall = min !== undefined && (exclusiveMin === true ? found <= min : found < min);
  if (tooSmall || (max !== undefined && found > max) || !Number.isFinite(found)) {
    complain(
      'spec.out-of-range',
      value.place,
      max === MAX_INTEGER && !tooSmall
        ? message('`{name}` is {found}, more than the {max} that a dimension may have.', { name, found, max })
        : message('`{name}` takes {expected}, and this is {found}.', {
            name,
            expected,
            found: withMinus(String(found)),
          }),
    );
    return undefined;
  }
  return found;
}

export function complainType(value: Evaluated, name: string, expected: string, complain: Complain): void {
  if (complainQuoted(value, name, complain)) return;
  complain(
    'spec.wrong-type',
    value.place,
    message('`{name}` takes {expected}, and this is {found}.', {
      name,
      expected,
      found: describeFound(value),
    }),
  );
}

/** Complains of an expression in quotes, which is only text; false for everything else. */
export function complainQuoted(value: Evaluated, name: string, complain: Complain): boolean {
  if (value.kind !== 'scalar' || !value.quoted || typeof value.value !== 'string') return false;
  const text = value.value;
  if (!isExpression(text) || !parseExpression(text).ok) return false;
  complain(
    'spec.wrong-type',
    value.place,
    message('`{name}` is text in quotes here. Without the quotes `{text}` is an expression.', { name, text }),
    /[,#:[\]{}\r\n]/.test(text)
      ? []
      : [
          {
            title: message('Take the quotes away'),
            changes: [{ type: 'replace', place: value.place, newText: text }],
          },
        ],
  );
  return true;
}

/** Complains of a number in quotes; false for everything else. */
function complainQuotedNumber(value: Evaluated, name: string, complain: Complain): boolean {
  if (value.kind !== 'scalar' || !value.quoted || typeof value.value !== 'string') return false;
  const text = value.value;
  const { place } = value;
  if (!NUMBER.test(text)) return false;
  const says = message('`{name}` is text in quotes here. Without the quotes `{text}` is a number.', {
    name,
    text,
  });
  const title = message('Take the quotes away');
  complain('spec.wrong-type', place, says, [{ title, changes: [{ type: 'replace', place, newText: text }] }]);
  return true;
}
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Complains of `(3, 3)` and `3x3`, which are pairs elsewhere; false for everything else. */
function complainPairText(value: Evaluated, name: string, complain: Complain): boolean {
  if (value.kind !== 'scalar' || typeof value.value !== 'string' || !PAIR.test(value.value)) return false;
  const [first = '', second = null] = value.value.match(/\d+/g) ?? [];
  const { place } = value;
  const written = `[${first}, ${second ?? '…'}]`;
  complain(
    'spec.wrong-type',
    place,
    message('`{name}` cannot be `{found}`. Height and width stand in square brackets: `{written}`.', {
      name,
      found: value.value,
      written,
    }),
    second === null
      ? []
      : [
          {
            title: message('Write `{written}`', { written }),
            changes: [{ type: 'replace', place, newText: written }],
          },
        ],
  );
  return true;
}
/** In a flow mapping only `(3` is left of `(3, 3)`. */
const PAIR = /^\(\s*\d+(\s*,\s*\d+\s*\))?$|^\d+\s*[x×]\s*\d+$/;

function describeFound(value: Evaluated): string {
  if (value.kind === 'list') return `the list ${displayOf(value)}`;
  if (value.kind === 'map') return 'a mapping';
  if (value.kind === 'unknown') return 'unknown';
  if (value.value === null) return 'empty';
  return typeof value.value === 'string' ? `the word \`${value.value}\`` : `\`${String(value.value)}\``;
}

export const boolean: AttributeType<boolean> = {
  expected: '`true` or `false`',
  fallback: false,
  schema: { type: 'boolean' },
  words: ['true', 'false'],
  read(value, name, complain) {
    if (value.kind === 'unknown') return undefined;
    if (value.kind === 'scalar') {
      if (typeof value.value === 'boolean') return value.value;
      // Comparisons in expressions give 1 or 0.
      if (value.value === 1 || value.value === 0) return value.value === 1;
    }
    complainType(value, name, this.expected, complain);
    return undefined;
  },
};

export function word<const W extends string>(words: readonly [W, ...W[]]): AttributeType<W> {
  const expected = words.length === 1 ? `\`${words[0]}\`` : `one of ${words.join(', ')}`;
  return {
    expected,
    fallback: words[0],
    schema: wordsSchema(words),
    words,
    read(value, name, complain) {
      if (value.kind === 'unknown') return undefined;
      if (value.kind !== 'scalar' || typeof value.value !== 'string') {
        complainType(value, name, expected, complain);
        return undefined;
      }
      const text = value.value;
      const known = words.find((candidate) => candidate === text);
      if (known === undefined) complainUnknownWord(value, name, words, complain);
      return known;
    },
  };
}

/** Of a value that is none of the words. */
export function complainUnknownWord(
  value: EvaluatedScalar,
  name: string,
  words: readonly string[],
  complain: Complain,
): void {
  if (complainQuoted(value, name, complain)) return;
  complainWord(value.place, String(value.value), name, words, complain);
}

export function complainWord(
  place: Place,
  text: string,
  name: string,
  words: readonly string[],
  complain: Complain,
): void {
  const guess = nearest(text, words);
  complain(
    'spec.out-of-range',
    place,
    message('`{name}` cannot be `{found}`. It can be {words}.', {
      name,
      found: text,
      words: words.join(', '),
    }),
    guess === null
      ? []
      : [
          {
            title: message('Change `{from}` to `{to}`', { from: text, to: guess }),
            changes: [{ type: 'replace', place, newText: guess }],
          },
        ],
  );
}

/** `n`, or `[height, width]`. */
export function pair(min: number): AttributeType<readonly [number, number]> {
  const expected = `${integer(min).expected} or [height, width]`;
  return {
    expected,
    fallback: [min, min],
    schema: anyOf(integer(min).schema, listSchema(integer(min).schema, 2)),
    read(value, name, complain) {
      if (value.kind === 'list') return readIntegers(value, 2, min, name, expected, complain);
      if (complainPairText(value, name, complain)) return undefined;
      const both = readNumber(value, name, expected, { min, max: MAX_INTEGER }, true, complain);
      return both === undefined ? undefined : [both, both];
    },
  };
}

/** A list of exactly `length` integers. */
export function readIntegers<N extends 2 | 4>(
  value: Extract<Evaluated, { kind: 'list' }>,
  length: N,
  min: number,
  name: string,
  expected: string,
  complain: Complain,
): (N extends 2 ? readonly [number, number] : readonly [number, number, number, number]) | undefined {
  if (value.items.length !== length) {
    complainType(value, name, expected, complain);
    return undefined;
  }
  const element = integer(min);
  const numbers = value.items.map((item) => element.read(item, name, complain));
  if (numbers.includes(undefined)) return undefined;
  return numbers as unknown as N extends 2
    ? readonly [number, number]
    : readonly [number, number, number, number];
}
