import { formatShape, type Shape } from '../model/shape.ts';

export type MessageArgument = string | number | Shape;

/**
 * A message that is not text yet: an English template with `{name}` holes, and what goes into them. Whoever
 * shows it formats it, so that it can be translated. Templates are whole sentences.
 */
export interface Message {
  readonly template: string;
  readonly args: Readonly<Record<string, MessageArgument>>;
}

export function message(template: string, args: Readonly<Record<string, MessageArgument>> = {}): Message {
  return { template, args };
}

/** `translate` maps an English template to one in another language; it returns its argument where it has none. */
export function formatMessage(text: Message, translate: (template: string) => string = (t) => t): string {
  return translate(text.template).replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = text.args[name];
    if (value === undefined) return hole;
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? formatCount(value) : formatShape(value);
  });
}

/** `65536` as `65,536`. */
export function formatCount(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
