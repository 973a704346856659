import { addSizes, type Size } from '../symbolic/symbolicSize.ts';
import type { Cost } from './model.ts';

export function sumCosts(costs: Iterable<Cost>): Cost {
  let [trainable, nonTrainable, macs]: [Size, Size, Size] = [0, 0, 0];
  for (const cost of costs) {
    trainable = addSizes(trainable, cost.trainable);
    nonTrainable = addSizes(nonTrainable, cost.nonTrainable);
    macs = addSizes(macs, cost.macs);
  }
  return { trainable, nonTrainable, macs };
}
