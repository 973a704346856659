import { solveRestriction } from '../symbolic/solveRestriction.ts';
import { isSymbolic, multiplySizes, type Size } from '../symbolic/symbolicSize.ts';
import { joinShape } from './writtenShape.ts';

/**
 * Shapes are height × width × channels for a map and units for a vector; the batch is implicit.
 * A dimension is a positive integer, or an expression in the symbols of the input. All arithmetic on
 * dimensions goes through the rules in `src/core/ops`.
 */
export type Dim = Size;
export type Shape = readonly Dim[];
/** A shape without symbols, as a net that runs has it. */
export type ConcreteShape = readonly number[];
/** `null` where a mistake upstream left the shape unknown: nothing that depends on it is reported. */
export type MaybeShape = Shape | null;

/** Writes a shape as readers of the paper do: `32×32×16`, `⌈H/2⌉×(W + 1)×16`. */
export function formatShape(shape: Shape): string {
  return joinShape(shape.map((dim) => (isSymbolic(dim) ? String(dim) : dim)));
}

/** Whether the shapes are equal, for every value of the symbols. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => sameDim(dim, b[axis] ?? 0));
}

/** Whether the dimensions are equal, for every value of the symbols. */
export function sameDim(a: Dim, b: Dim): boolean {
  if (!isSymbolic(a) && !isSymbolic(b)) return a === b;
  if (isSymbolic(a) && isSymbolic(b) && a.key === b.key) return true;
  return solveRestriction({ type: 'equal', left: a, right: b }).type === 'always';
}

export function isConcrete(shape: Shape): shape is ConcreteShape {
  return !shape.some(isSymbolic);
}

/** True for height × width × channels. */
export function isMap<D extends Dim>(shape: readonly D[]): shape is readonly [D, D, D] {
  return shape.length === 3;
}

export function isVector<D extends Dim>(shape: readonly D[]): shape is readonly [D] {
  return shape.length === 1;
}

/** Channels of a map, units of a vector. */
export function channelsOf(shape: ConcreteShape): number;
export function channelsOf(shape: Shape): Dim;
export function channelsOf(shape: Shape): Dim {
  return shape[shape.length - 1] ?? 0;
}

/** How many numbers a tensor of this shape holds for one example. */
export function elementsOf(shape: ConcreteShape): number;
export function elementsOf(shape: Shape): Dim;
export function elementsOf(shape: Shape): Dim {
  return shape.reduce<Dim>(multiplySizes, 1);
}
