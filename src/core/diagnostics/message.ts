import { formatCount } from '../model/formatCount.ts';
import { formatShape, type Shape } from '../model/shape.ts';
import { SymbolicSize } from '../symbolic/symbolicSize.ts';

export type MessageArgument = string | number | SymbolicSize | Shape | Message;

/**
 * A message that is not text yet: an English template with `{name}` holes, and what goes into them (a
 * clause may be a message of its own). Whoever shows it formats it, so that it can be translated. Templates are whole sentences.
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
    if (typeof value === 'number') return formatCount(value);
    if (value instanceof SymbolicSize) return String(value);
    return 'template' in value ? formatMessage(value, translate) : formatShape(value);
  });
}
