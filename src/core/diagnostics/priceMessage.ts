import { formatChange } from '../symbolic/formatSize.ts';
import { type Message, message } from './message.ts';
import type { FixPrice } from './priceFix.ts';

/** `(+576 parameters, +131,072 multiply-adds)`: stands behind a fix's title. Null where it changes neither. */
export function priceMessage(price: FixPrice): Message | null {
  if (price.trainable === 0 && price.macs === 0) return null;
  return message('({parameters} parameters, {macs} multiply-adds)', {
    parameters: formatChange(price.trainable),
    macs: formatChange(price.macs),
  });
}
