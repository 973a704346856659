/**
 * Shapes are height × width × channels for a map and units for a vector; the batch is implicit.
 * A dimension is a positive integer. All arithmetic on dimensions goes through the rules in `src/core/ops`.
 */
export type Dim = number;
export type Shape = readonly Dim[];
/** `null` where a mistake upstream left the shape unknown: nothing that depends on it is reported. */
export type MaybeShape = Shape | null;

/** Writes a shape as readers of the paper do: `32×32×16`. */
export function formatShape(shape: Shape): string {
  return shape.join('×');
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** True for height × width × channels. */
export function isMap(shape: Shape): shape is readonly [Dim, Dim, Dim] {
  return shape.length === 3;
}

export function isVector(shape: Shape): shape is readonly [Dim] {
  return shape.length === 1;
}

/** Channels of a map, units of a vector. */
export function channelsOf(shape: Shape): Dim {
  return shape[shape.length - 1] ?? 0;
}

/** How many numbers a tensor of this shape holds for one example. */
export function elementsOf(shape: Shape): number {
  return shape.reduce((product, dim) => product * dim, 1);
}
