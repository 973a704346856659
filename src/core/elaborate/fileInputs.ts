import { type Message, message } from '../diagnostics/message.ts';
import { readValue } from '../language/attributeTable.ts';
import { type AttributeType, integer } from '../language/attributeType.ts';
import { evaluate } from '../language/evaluate.ts';
import { displayOf, type Evaluated, type EvaluatedScalar } from '../language/evaluated.ts';
import { isExpression } from '../language/expression.ts';
import { filePlace, type Place } from '../language/place.ts';
import type { Problem, Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import { isNameLike, isTakenWord } from '../language/symbolName.ts';
import type { Dim, MaybeShape } from '../model/shape.ts';
import type { SpecMap, SpecNode } from '../spec/node.ts';
import { pairOf, valueOf } from '../spec/readSpec.ts';
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
  const reading = { root, settings: symbols, scope, report, clashes: new Set<string>() };
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
        shape: readShape(one.value, 'input', reading),
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
    shape: readShape(value, String(key.value), reading),
    place: filePlace(key),
  }));
}

interface Reading {
  readonly root: SpecMap;
  /** What `--set` gives. */
  readonly settings: Readonly<Record<string, number | string>>;
  readonly scope: Scope;
  readonly report: Report;
  /** Symbols that were reported to be parameters, too: once is enough. */
  readonly clashes: Set<string>;
}

function readShape(node: SpecNode, name: string, reading: Reading): MaybeShape {
  const { scope, report } = reading;
  const evaluated = evaluate(node, scope, (problem) => {
    report(problem.code === 'reference.unknown-name' ? withoutDollar(problem) : problem);
  });
  if (evaluated.kind === 'unknown') return null;
  const dims = evaluated.kind === 'list' ? evaluated.items : [];
  if (dims.length !== 1 && dims.length !== 3) {
    report({ code: 'spec.wrong-type', place: evaluated.place, message: describeRank(evaluated, name) });
    return null;
  }
  const shape = dims.map((dim) => readDim(dim, name, reading));
  return shape.includes(null) ? null : shape.map((dim) => dim ?? 0);
}

function describeRank(found: Evaluated, name: string): Message {
  if (found.kind === 'scalar' && found.value !== null) {
    return message(
      '`{name}` takes [height, width, channels], or [units] for a vector, and this is `{found}`.',
      { name, found: displayOf(found) },
    );
  }
  if (found.kind !== 'list' || found.items.length === 0) {
    return message('`{name}` takes [height, width, channels], or [units] for a vector.', { name });
  }
  const count = found.items.length;
  return count === 4
    ? message(
        '`{name}` takes [height, width, channels], or [units] for a vector, and this list has four entries. Leave the batch out: it is always there.',
        { name },
      )
    : message(
        '`{name}` takes [height, width, channels], or [units] for a vector, and this list has {count} entries.',
        { name, count },
      );
}

/** `[$H, $W, 3]`: a symbol stands without the sign of a parameter. */
function withoutDollar(problem: Problem): Problem {
  return {
    ...problem,
    message: message('{problem} A size that is not fixed is a name without `$`, such as H.', {
      problem: problem.message,
    }),
  };
}

/** A positive integer, or a symbol that stands for any unless `--set` gives it a number. */
function readDim(dim: Evaluated, name: string, reading: Reading): Dim | null {
  if (dim.kind !== 'scalar' || typeof dim.value !== 'string' || !isNameLike(dim.value)) {
    return readValue(INPUT_SIZE, dim, name, reading.scope, reading.report) ?? null;
  }
  const symbol = dim.value;
  if (isTakenWord(symbol)) {
    reading.report({
      code: 'spec.wrong-type',
      place: dim.place,
      message: message(
        '`{symbol}` cannot be the name of a size, since the word means something else. Write a name such as H for a size that is not fixed.',
        { symbol },
      ),
    });
    return null;
  }
  if (reading.scope.lookup(symbol) !== undefined) {
    reportParameter(symbol, dim, reading);
    return symbolSize(symbol);
  }
  const given = Object.hasOwn(reading.settings, symbol) ? reading.settings[symbol] : undefined;
  if (typeof given !== 'number') return symbolSize(symbol);
  return readValue(INPUT_SIZE, { ...dim, value: given }, name, reading.scope, reading.report) ?? null;
}

/** Says of what can be neither a number nor a name how a size that is not fixed is written. */
const INPUT_SIZE: AttributeType<number> = {
  ...integer(1),
  read: (value, name, complain) =>
    integer(1).read(value, name, (code, place, text, fixes) => {
      const hinted = message('{problem} Write a name such as H for a size that is not fixed.', {
        problem: text,
      });
      complain(code, place, mayStandForAny(value) ? hinted : text, fixes);
    }),
};

/** -1, `?`, `*` and so on, as other libraries write any size; not numbers and expressions that went wrong. */
function mayStandForAny(value: Evaluated): boolean {
  if (value.kind !== 'scalar') return true;
  if (typeof value.value === 'number') return value.value === -1;
  return typeof value.value !== 'string' || !(isExpression(value.value) || /^\d+$/.test(value.value));
}

/** One `--set` would change both. */
function reportParameter(name: string, { place }: EvaluatedScalar, reading: Reading): void {
  const { root, report, clashes } = reading;
  if (clashes.has(name)) return;
  clashes.add(name);
  const parameters = valueOf(root, 'parameters');
  const key = parameters?.type === 'map' ? pairOf(parameters, name)?.key : undefined;
  report({
    code: 'spec.duplicate-name',
    place,
    message: message(
      '`{name}` is a parameter, and `--set {name}=…` would set this size, too. Write `${name}` for the parameter, or give the size another name.',
      { name },
    ),
    related: key === undefined ? [] : [{ place: filePlace(key), message: message('The parameter is here.') }],
    fixes: [
      {
        title: message('Write `${name}`, the parameter', { name }),
        changes: [{ type: 'replace', place, newText: `$${name}` }],
      },
    ],
  });
}
