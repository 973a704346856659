import { type Message, message } from '../diagnostics/message.ts';
import type { Cost, ModelNode } from '../model/model.ts';
import { sumCosts } from '../model/sumCosts.ts';

export function totalCost(nodes: readonly ModelNode[]): Cost {
  return sumCosts(nodes.map((node) => node.cost));
}

/** `In all: 4,672 trainable and 64 non-trainable parameters, 1,179,648 multiply-adds`. Nothing for what is free. */
export function costFacts({ trainable, nonTrainable, macs }: Cost): Message[] {
  if (trainable === 0 && nonTrainable === 0 && macs === 0)
    return [message('No parameters, no multiply-adds')];
  return [
    message(
      'In all: {trainable} trainable and {nonTrainable} non-trainable parameters, {macs} multiply-adds',
      {
        trainable,
        nonTrainable,
        macs,
      },
    ),
  ];
}
