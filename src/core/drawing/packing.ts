import type { PackedDrawing, PackedNet } from './packedDrawing.ts';

/**
 * A drawing that is being made, in steps of some milliseconds even for thousands of ops: whoever has other things to
 * do does them between the steps, or gives the drawing up.
 */
export type Packing<T extends PackedNet = PackedDrawing> = Generator<undefined, T, undefined>;

/** All steps at once. */
export function packed(packing: Packing): PackedDrawing {
  for (;;) {
    const { done, value } = packing.next();
    if (done === true) return value;
  }
}
