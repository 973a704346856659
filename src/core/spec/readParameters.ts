import { message } from '../diagnostics/message.ts';
import { complainWord } from '../language/attributeType.ts';
import { isExpression } from '../language/expression.ts';
import { placeIn } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { SpecMap, SpecNode, SpecPair } from './node.ts';
import type { ScalarValue, SpecParameter } from './spec.ts';

/** A block's parameters: `name: default`, `name: required`, or `name: {default: first, values: [first, middle]}`. */
export function readParameters(
  map: SpecMap | null,
  source: 'file' | 'shipped',
  report: Report,
): SpecParameter[] {
  reportBadParameterNames(map, source, report);
  return (map?.pairs ?? []).map((pair) => {
    const values = pair.value.type === 'map' ? find(pair.value, 'values') : undefined;
    if (pair.value.type !== 'map' || values === undefined) return plainParameter(pair, pair.value);
    const parameter = {
      ...plainParameter(pair, find(pair.value, 'default')?.value),
      values: readValues(values, source, report),
    };
    checkDeclaration(pair.value, parameter, source, report);
    return parameter;
  });
}

function find(map: SpecMap, key: string): SpecPair | undefined {
  return map.pairs.find((pair) => pair.key.value === key);
}

function plainParameter({ key }: SpecPair, value: SpecNode | undefined): SpecParameter {
  const isRequired =
    value === undefined || (value.type === 'scalar' && value.value === 'required' && !value.quoted);
  return { name: key, required: isRequired, value: isRequired ? null : value, values: null };
}

function readValues(
  { key, value }: SpecPair,
  source: 'file' | 'shipped',
  report: Report,
): readonly ScalarValue[] | null {
  const nodes = value.type === 'sequence' ? value.items : [];
  const values = nodes.flatMap((node) => (node.type === 'scalar' && node.value !== null ? [node.value] : []));
  if (values.length > 0 && values.length === nodes.length) return values;
  report({
    code: 'spec.wrong-type',
    place: placeIn(source, value.end > value.start ? value : key),
    message: message(
      '`values` is the list of what the parameter may be, as in `{example}`: words, numbers, or true and false.',
      { example: '{default: first, values: [first, middle]}' },
    ),
  });
  return null;
}

function checkDeclaration(
  map: SpecMap,
  { name, value, values }: SpecParameter,
  source: 'file' | 'shipped',
  report: Report,
): void {
  const parameter = String(name.value);
  for (const { key } of map.pairs) {
    if (key.value === 'default' || key.value === 'values') continue;
    report({
      code: 'spec.unknown-key',
      place: placeIn(source, key),
      message: message('The parameter `{parameter}` has no `{key}`. It takes default, values.', {
        parameter,
        key: String(key.value),
      }),
    });
  }
  if (values === null || value?.type !== 'scalar' || value.value === null) return;
  if (isOneOf(value.value, values) || (typeof value.value === 'string' && isExpression(value.value))) return;
  complainWord(
    placeIn(source, value),
    String(value.value),
    parameter,
    values.map(String),
    (code, place, text, fixes = []) => {
      report({ code, place, message: text, fixes });
    },
  );
}

/** Whether a value is among those that a parameter may have: true and false are 1 and 0, as in expressions. */
export function isOneOf(value: ScalarValue, values: readonly ScalarValue[]): boolean {
  return values.some((each) => asNumber(each) === asNumber(value));
}

function asNumber(value: ScalarValue): string | number {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** A name that no expression could hold. */
export function reportBadParameterNames(
  map: SpecMap | null,
  source: 'file' | 'shipped',
  report: Report,
): void {
  for (const { key } of map?.pairs ?? []) {
    if (/^[A-Za-z_]\w*$/.test(String(key.value))) continue;
    report({
      code: 'spec.wrong-type',
      place: placeIn(source, key),
      message: message(
        'The name of a parameter is a letter (a to z) followed by letters, digits or `_`, so that `$name` can use it.',
      ),
    });
  }
}
