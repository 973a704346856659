import { formatChange } from '../symbolic/formatSize.ts';
import { type Message, message } from './message.ts';
import type { FixPrice } from './priceFix.ts';

/**
 * `(+576 parameters, +131,072 multiply-adds)`: stands behind a fix's title. That it changes neither is said only of
 * fixes between which a person chooses by their cost, those of shapes that do not fit; of others null.
 */
export function priceMessage(price: FixPrice, code: string): Message | null {
  if (price.trainable === 0 && price.macs === 0)
    return code.startsWith('shape.') ? message('(no parameters, no multiply-adds)') : null;
  const change = { parameters: formatChange(price.trainable), macs: formatChange(price.macs) };
  if (price.trainable === 0) return message('(no parameters, {macs} multiply-adds)', change);
  if (price.macs === 0) return message('({parameters} parameters, no multiply-adds)', change);
  return message('({parameters} parameters, {macs} multiply-adds)', change);
}
