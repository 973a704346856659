import { message } from '../diagnostics/message.ts';
import { readValue } from '../language/attributeTable.ts';
import { integer } from '../language/attributeType.ts';
import { evaluate } from '../language/evaluate.ts';
import type { Evaluated } from '../language/evaluated.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import type { Dim, MaybeShape } from '../model/shape.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf } from '../spec/readSpec.ts';
import { symbolSize } from '../symbolic/symbolicSize.ts';

export interface FileInput {
  readonly name: string;
  readonly shape: MaybeShape;
  /** Its name, or the key `input`. */
  readonly place: Place;
}

/** `input: [32, 32, 3]`, or `inputs: {left: […], right: […]}`. */
export function readInputs(
  root: SpecMap,
  symbols: Readonly<Record<string, number | string>>,
  scope: Scope,
  report: Report,
): FileInput[] {
  const one = pairOf(root, 'input');
  const several = pairOf(root, 'inputs');
  if (one !== null && several !== null) {
    report({
      code: 'spec.several-kinds',
      place: filePlace(several.key),
      message: message('A spec has either `input` or `inputs`, and this one has both.'),
      related: [{ place: filePlace(one.key), message: message('`input` is here.') }],
    });
  }
  if (one !== null) {
    return [
      {
        name: 'input',
        shape: readShape(one.value, 'input', symbols, scope, report),
        place: filePlace(one.key),
      },
    ];
  }
  if (several === null) {
    report({
      code: 'spec.missing-key',
      place: filePlace(root.pairs[0]?.key ?? root),
      message: message('A spec needs `input`: the shape that comes in, such as `input: [32, 32, 3]`.'),
    });
    return [{ name: 'input', shape: null, place: filePlace(root) }];
  }
  if (several.value.type !== 'map' || several.value.pairs.length === 0) {
    report({
      code: 'spec.wrong-type',
      place: filePlace(several.value.end > several.value.start ? several.value : several.key),
      message: message('`inputs` is a mapping from names to shapes: `inputs: {left: [32, 32, 3]}`.'),
    });
    return [{ name: 'input', shape: null, place: filePlace(several.key) }];
  }
  for (const { key } of several.value.pairs) {
    if (/^[A-Za-z_][\w-]*$/.test(String(key.value))) continue;
    report({
      code: 'spec.wrong-type',
      place: filePlace(key),
      message: message('An input is named by a letter (a to z) followed by letters, digits, `_` or `-`.'),
    });
  }
  return several.value.pairs.map(({ key, value }) => ({
    name: String(key.value),
    shape: readShape(value, String(key.value), symbols, scope, report),
    place: filePlace(key),
  }));
}

function readShape(
  node: SpecNode,
  name: string,
  symbols: Readonly<Record<string, number | string>>,
  scope: Scope,
  report: Report,
): MaybeShape {
  const evaluated = evaluate(node, scope, report);
  if (evaluated.kind === 'unknown') return null;
  const dims = evaluated.kind === 'list' ? evaluated.items : [];
  if (dims.length !== 1 && dims.length !== 3) {
    report({
      code: 'spec.wrong-type',
      place: evaluated.place,
      message: message('`{name}` takes [height, width, channels], or [units] for a vector.', { name }),
    });
    return null;
  }
  const shape = dims.map((dim) => readDim(bind(dim, symbols), name, scope, report));
  return shape.includes(null) ? null : shape.map((dim) => dim ?? 0);
}

/** A symbol that `--set` gives a number. */
function bind(dim: Evaluated, symbols: Readonly<Record<string, number | string>>): Evaluated {
  if (dim.kind !== 'scalar' || typeof dim.value !== 'string') return dim;
  const bound = Object.hasOwn(symbols, dim.value) ? symbols[dim.value] : undefined;
  return typeof bound === 'number' ? { ...dim, value: bound } : dim;
}

/** A positive integer, or a symbol that stands for any. */
function readDim(dim: Evaluated, name: string, scope: Scope, report: Report): Dim | null {
  if (dim.kind === 'scalar' && typeof dim.value === 'string' && /^[A-Za-z_]\w*$/.test(dim.value)) {
    return symbolSize(dim.value);
  }
  return readValue(integer(1), dim, name, scope, report) ?? null;
}
