import { message } from '../diagnostics/message.ts';
import { evaluate } from '../language/evaluate.ts';
import type { Evaluated } from '../language/evaluated.ts';
import { filePlace } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import { Scope } from '../language/scope.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { SpecMap } from '../spec/node.ts';
import { valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import { symbolNames } from '../spec/symbolNames.ts';

/** The file's parameters: `set` is stronger than the variant, which is stronger than the defaults. */
export function fileScope(
  spec: Spec,
  variant: string | null,
  set: Readonly<Record<string, number | string>>,
  report: Report,
): Scope {
  const scope = new Scope('file', symbolNames(spec));
  const overrides = checkVariants(spec, variant, report);
  for (const { key, value } of spec.parameters?.pairs ?? []) {
    const name = String(key.value);
    const given = Object.hasOwn(set, name) ? set[name] : undefined;
    const override = overrides?.pairs.find((pair) => String(pair.key.value) === name);
    const evaluated: Evaluated =
      given !== undefined
        ? { kind: 'scalar', place: filePlace(key), parameter: name, value: given, quoted: false }
        : evaluate(override?.value ?? value, scope, report);
    scope.define(name, { ...evaluated, parameter: name });
  }
  return scope;
}

/** Checks every variant's form and gives the overrides of the one that is asked for. */
function checkVariants(spec: Spec, variant: string | null, report: Report): SpecMap | null {
  const root = spec.root?.type === 'map' ? spec.root : null;
  const variants = valueOf(root, 'variants');
  if (variants?.type !== 'map') return null;
  const known = spec.parameters?.pairs.map((pair) => String(pair.key.value)) ?? [];
  let chosen: SpecMap | null = null;
  for (const { key, value } of variants.pairs) {
    const name = String(key.value);
    if (value.type === 'map') {
      const evaluated = value.pairs.map((pair) => ({
        key: String(pair.key.value),
        keyPlace: filePlace(pair.key),
        value: { kind: 'unknown', place: filePlace(pair.value), parameter: null } as const,
      }));
      reportUnknownKeys({ entries: evaluated, known, owner: name, code: 'spec.unknown-parameter' }, report);
      if (name === variant) chosen = value;
    } else if (!(value.type === 'scalar' && value.value === null)) {
      report({
        code: 'spec.wrong-type',
        place: filePlace(value),
        message: message('A variant is a mapping from parameters to values, such as `{name}: {example}`.', {
          name,
          example: '{n: 3}',
        }),
      });
    }
  }
  return chosen;
}
