import { totals } from '../analysis/totals.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Model } from '../model/model.ts';

/** Every figure of a whole model with what it counts. */
export function modelFacts(model: Model | null): Message[] {
  if (model === null) return [];
  const { trainable, nonTrainable, macs, flops, layers } = totals(model);
  return [
    message('{trainable} trainable parameters, {nonTrainable} non-trainable (running means and variances)', {
      trainable,
      nonTrainable,
    }),
    message(
      '{macs} multiply-adds of convolutions and dense layers for one example (2 × that, {flops}, is what half of the literature calls FLOPs)',
      { macs, flops },
    ),
    message('{layers} layers with weights on the longest path, as the paper counts depth', { layers }),
  ];
}
