import type { AugmentPlan } from '../../core/plan/trainingPlan.ts';
import { randomFrom, seedOf } from '../randomness/randomFrom.ts';

/** Where an augmented image is taken from: shifted by whole pixels, zeros outside, then perhaps mirrored. */
export interface View {
  readonly down: number;
  readonly right: number;
  readonly mirrored: boolean;
}

export const PLAIN_VIEW: View = { down: 0, right: 0, mirrored: false };

/**
 * A pure function of the seed, the epoch and the example. `pad_crop` is the paper's: pad on all sides, then
 * cut the original size at a random place, which is a shift by −pixels … +pixels.
 */
export function augmentView(plans: readonly AugmentPlan[], seed: number, epoch: number, index: number): View {
  if (plans.length === 0) return PLAIN_VIEW;
  const random = randomFrom(seedOf(seed, 'augment', epoch, index));
  let [down, right, mirrored] = [0, 0, false];
  for (const plan of plans) {
    if (plan.type === 'flip') {
      if (random() < 0.5) mirrored = !mirrored;
      continue;
    }
    down += Math.floor(random() * (2 * plan.pixels + 1)) - plan.pixels;
    right += Math.floor(random() * (2 * plan.pixels + 1)) - plan.pixels;
  }
  return { down, right, mirrored };
}
