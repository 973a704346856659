import type { FlatOp } from '../../core/model/flatten.ts';
import { type ConcreteShape, isConcrete, type MaybeShape } from '../../core/model/shape.ts';

/** A shape of a model that was trained, which has no symbols and no mistakes. */
export function concreteShape(shape: MaybeShape | undefined, layer: FlatOp): ConcreteShape {
  if (shape === undefined || shape === null || !isConcrete(shape))
    throw new Error(`${layer.path} has no known shape`);
  return shape;
}
