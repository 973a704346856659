import { type Message, message } from './message.ts';
import { formatCount } from '../model/formatCount.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import type { FixPrice } from './priceFix.ts';

/** `(+576 parameters, +131,072 multiply-adds)`: stands behind a fix's title. Null where it changes neither. */
export function priceMessage(price: FixPrice): Message | null {
  if (price.trainable === 0 && price.macs === 0) return null;
  return message('({parameters} parameters, {macs} multiply-adds)', {
    parameters: signed(price.trainable),
    macs: signed(price.macs),
  });
}

function signed(change: Size): string {
  if (isSymbolic(change)) return String(change).startsWith('−') ? String(change) : `+${String(change)}`;
  const digits = formatCount(Math.abs(change));
  return change < 0 ? `−${digits}` : `+${digits}`;
}
