import { randomFrom, seedOf } from '../randomness/randomFrom.ts';

/** The order of an epoch's examples: a shuffle (Fisher and Yates) that follows from the seed and the epoch. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const random = randomFrom(seedOf(seed, 'order', epoch));
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}
