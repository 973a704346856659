import { type Message, message } from '../diagnostics/message.ts';
import type { SpecNode, SpecScalar } from '../spec/node.ts';
import { type Calculated, calculate, type NameValue } from './calculate.ts';
import type { Evaluated } from './evaluated.ts';
import {
  type Expression,
  type ExpressionProblem,
  isExpression,
  namesIn,
  parseExpression,
} from './expression.ts';
import { nearest } from './nearest.ts';
import { filePlace, type Place } from './place.ts';
import type { Report } from './problem.ts';
import type { Scope } from './scope.ts';

/** Puts the values of expressions in. What cannot be evaluated is reported and becomes `unknown`. */
export function evaluate(node: SpecNode, scope: Scope, report: Report): Evaluated {
  const place = placeOf(node, scope);
  switch (node.type) {
    case 'scalar':
      return evaluateScalar(node, place, scope, report);
    case 'sequence':
      return {
        kind: 'list',
        place,
        parameter: null,
        items: node.items.map((item) => evaluate(item, scope, report)),
        origin: { node, scope },
      };
    case 'map':
      return {
        kind: 'map',
        place,
        parameter: null,
        entries: node.pairs.map((pair) => ({
          key: String(pair.key.value),
          keyPlace: placeOf(pair.key, scope),
          value: evaluate(pair.value, scope, report),
        })),
      };
  }
}

/** The place of something written in the source that the scope belongs to. */
export function placeOf(range: { start: number; end: number }, scope: Scope): Place {
  return scope.source === 'file' ? filePlace(range) : { kind: 'block' };
}

function evaluateScalar(node: SpecScalar, place: Place, scope: Scope, report: Report): Evaluated {
  const { value, quoted } = node;
  if (typeof value !== 'string' || quoted || !isExpression(value)) {
    return { kind: 'scalar', place, parameter: null, value, quoted };
  }
  const parsed = parseExpression(value);
  if (!parsed.ok) {
    report({ code: 'spec.bad-expression', place, message: describeProblem(parsed.problem) });
    return { kind: 'unknown', place, parameter: null };
  }
  const { expression } = parsed;
  if (expression.type === 'name') {
    const bound = scope.lookup(expression.name);
    if (bound !== undefined) return bound;
  }
  const result = calculate(expression, (name) => nameValue(scope.lookup(name)));
  return settle(result, expression, place, node, scope, report);
}

function settle(
  result: Calculated,
  expression: Expression,
  place: Place,
  node: SpecScalar,
  scope: Scope,
  report: Report,
): Evaluated {
  const blame = scope.source === 'shipped' ? blameArgument(expression, scope) : place;
  switch (result.type) {
    case 'number':
    case 'string':
      return {
        kind: 'scalar',
        place: blame,
        parameter: null,
        value: result.value,
        quoted: result.type === 'string',
      };
    case 'bad':
      report({ code: 'spec.bad-expression', place: blame, message: result.message });
      return { kind: 'unknown', place, parameter: null };
    case 'undefined-name':
      reportUndefined(result, place, node, scope, report);
      return { kind: 'unknown', place, parameter: null };
    case 'pair':
    case 'null':
    case 'other':
    case 'unknown':
      return { kind: 'unknown', place, parameter: null };
  }
}

/** Within a shipped block the user can only mend what was passed to it. */
function blameArgument(expression: Expression, scope: Scope): Place {
  for (const name of namesIn(expression)) {
    const place = scope.lookup(name)?.place;
    if (place?.kind === 'argument') return place;
  }
  return { kind: 'block' };
}

function reportUndefined(
  unknown: { name: string; start: number; end: number },
  place: Place,
  node: SpecScalar,
  scope: Scope,
  report: Report,
): void {
  const known = [...scope.names()];
  const guess = nearest(unknown.name, known);
  // Plain scalars of one line stand in the text as they are, so the name's own place is known.
  const exact = scope.source === 'file' && node.end - node.start === String(node.value).length;
  const at = exact ? filePlace({ start: node.start + unknown.start, end: node.start + unknown.end }) : place;
  report({
    code: 'reference.unknown-name',
    place: at,
    message:
      known.length === 0
        ? message(
            'There is no parameter `{name}` here: this place has none. Declare it under `parameters`.',
            {
              name: unknown.name,
            },
          )
        : message('There is no parameter `{name}` here. Known are {known}.', {
            name: unknown.name,
            known: known.join(', '),
          }),
    ...(guess === null
      ? {}
      : {
          fixes: [
            {
              title: message('Change `{from}` to `{to}`', { from: unknown.name, to: guess }),
              changes: [{ type: 'replace', place: at, newText: guess }],
            },
          ],
        }),
  });
}

function nameValue(bound: Evaluated | undefined): NameValue | undefined {
  if (bound === undefined) return undefined;
  if (bound.kind === 'unknown') return { type: 'unknown' };
  if (bound.kind === 'map') return { type: 'other' };
  if (bound.kind === 'list') {
    const [a, b] = bound.items.map((item) => (item.kind === 'scalar' ? item.value : undefined));
    const isPair = bound.items.length === 2 && typeof a === 'number' && typeof b === 'number';
    return isPair ? { type: 'pair', value: [a, b] } : { type: 'other' };
  }
  const { value } = bound;
  if (value === null) return { type: 'null' };
  if (typeof value === 'boolean') return { type: 'number', value: value ? 1 : 0 };
  return typeof value === 'number' ? { type: 'number', value } : { type: 'string', value };
}

function describeProblem(problem: ExpressionProblem): Message {
  switch (problem.type) {
    case 'unexpected':
      return message('This expression has `{found}` where a value or an operator belongs.', {
        found: problem.found,
      });
    case 'unfinished':
      return message(
        'This expression ends too early: a value or a closing parenthesis is missing. No comma may stand in it.',
      );
    case 'braces':
      return message('Write `$(…)` with round parentheses: braces would end a value in YAML.');
    case 'dollar-inside':
      return message('Within `$(…)` names stand without `$`: write `{name}`.', { name: problem.name });
    case 'chained':
      return message('Comparisons cannot be chained. Write `a < b and b < c`.');
    case 'too-deep':
      return message('This expression nests too deeply.');
  }
}
