import type { Place } from '../language/place.ts';
import type { ValueRef } from '../model/model.ts';
import type { MaybeShape } from '../model/shape.ts';

/** What flows along the lists while they are elaborated: a value of the body with its shape. */
export interface Value {
  readonly ref: ValueRef;
  readonly shape: MaybeShape;
  /** The item that made it, to be named as the other side of a mistake. */
  readonly place: Place | null;
}

export function withoutShape(value: Value): Value {
  return { ...value, shape: null };
}
