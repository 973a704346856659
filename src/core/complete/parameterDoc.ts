import { type Message, message } from '../diagnostics/message.ts';
import type { SpecParameter } from '../spec/spec.ts';

/** What a parameter of a block is where nobody gives it. */
export function parameterDoc({ required, value }: SpecParameter): Message {
  if (required) return message('Must be given.');
  if (value?.type !== 'scalar') return message('Has a default.');
  return value.value === null
    ? message('If it is not given, the defaults of the file apply.')
    : message('If it is not given: `{value}`.', { value: String(value.value) });
}
