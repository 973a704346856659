import type { SpecSequence } from '../spec/node.ts';
import type { Place } from './place.ts';
import type { Cause } from './problem.ts';
import type { Scope } from './scope.ts';

export type ScalarValue = number | string | boolean | null;

/**
 * A value of the text with its expressions put in, and the place to blame for it. `unknown` is a value that
 * a reported mistake left without meaning, or one that only a use of the block will give: whoever reads it
 * goes on without a word.
 */
export type Evaluated = EvaluatedScalar | EvaluatedList | EvaluatedMap | EvaluatedUnknown;

interface EvaluatedBase {
  readonly place: Place;
  /** The parameter that the whole value came from, so that a bad one is reported once. */
  readonly parameter: string | null;
  /** The parameter that it was calculated from, where that is clearly the one to blame. */
  readonly cause?: Cause;
}

export interface EvaluatedScalar extends EvaluatedBase {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  readonly quoted: boolean;
}

export interface EvaluatedList extends EvaluatedBase {
  readonly kind: 'list';
  readonly items: readonly Evaluated[];
  /** As written: a list of layers is put in where it is used, with the names of where it is written. */
  readonly origin: { readonly node: SpecSequence; readonly scope: Scope };
}

export interface EvaluatedMap extends EvaluatedBase {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly keyPlace: Place; readonly value: Evaluated }[];
}

export interface EvaluatedUnknown extends EvaluatedBase {
  readonly kind: 'unknown';
}

/** True for a value that leaves the attribute out. */
export function isNull(value: Evaluated): boolean {
  return value.kind === 'scalar' && value.value === null;
}

/** A text that is the same for equal values: the key under which equal instances are shared. */
export function keyOf(value: Evaluated): string {
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value);
    case 'list':
      // A list of layers is not only its values: its names and mistakes stand where it is written.
      return `[${value.items.map(keyOf).join()}]${isLayerList(value) ? `@${value.origin.node.start}` : ''}`;
    case 'map':
      return `{${value.entries.map((entry) => `${JSON.stringify(entry.key)}:${keyOf(entry.value)}`).join()}}`;
    case 'unknown':
      return '?';
  }
}

function isLayerList(value: EvaluatedList): boolean {
  return value.items.some((item) => item.kind === 'map');
}

/** The value as a person would write it, for messages and displays. */
export function displayOf(value: Evaluated): string {
  switch (value.kind) {
    case 'scalar':
      return value.value === null ? 'null' : String(value.value);
    case 'list':
      return `[${value.items.map(displayOf).join(', ')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${entry.key}: ${displayOf(entry.value)}`).join(', ')}}`;
    case 'unknown':
      return '?';
  }
}
