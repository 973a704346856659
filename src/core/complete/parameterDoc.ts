import { type Message, message } from '../diagnostics/message.ts';
import type { SpecParameter } from '../spec/spec.ts';

/** What a parameter of a block is where nobody gives it, and what it may be. */
export function parameterDoc(parameter: SpecParameter): Message {
  const [words] = valuesDoc(parameter);
  const fallback = fallbackDoc(parameter);
  return words === undefined ? fallback : message('{fallback} {words}', { fallback, words });
}

/** What it may be, where not every value will do. */
export function valuesDoc({ values }: SpecParameter): Message[] {
  return values === null ? [] : [message('It can be {values}.', { values: values.join(', ') })];
}

function fallbackDoc({ required, value }: SpecParameter): Message {
  if (required) return message('Must be given.');
  if (value?.type !== 'scalar') return message('Has a default.');
  return value.value === null
    ? message('If it is not given, the defaults of the file apply.')
    : message('If it is not given: `{value}`.', { value: String(value.value) });
}
