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

/** Of what uses the weights of another: they are counted there. */
export function withoutWeights({ macs }: Cost): Cost {
  return { trainable: 0, nonTrainable: 0, macs };
}
