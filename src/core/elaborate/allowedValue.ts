import { complainTo } from '../language/attributeTable.ts';
import { complainType, complainUnknownWord } from '../language/attributeType.ts';
import { type Evaluated, isNull } from '../language/evaluated.ts';
import { isOneOf } from '../spec/readParameters.ts';
import type { SpecParameter } from '../spec/spec.ts';
import type { ItemContext } from './listContext.ts';

/**
 * What is passed to a parameter, if it may have that value. After a report the default stands in for it; where there
 * is none, nobody knows the value.
 */
export function allowedValue(
  { name, required, values }: SpecParameter,
  value: Evaluated,
  { scope, report }: ItemContext,
): Evaluated | undefined {
  if (values === null || value.kind === 'unknown' || isNull(value)) return value;
  const complain = complainTo(value, scope, report);
  const words = values.map(String);
  if (value.kind !== 'scalar' || value.value === null) {
    complainType(value, String(name.value), `one of ${words.join(', ')}`, complain);
  } else if (isOneOf(value.value, values)) {
    return value;
  } else complainUnknownWord(value, String(name.value), words, complain);
  return required ? { kind: 'unknown', place: value.place, parameter: null } : undefined;
}
