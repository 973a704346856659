import { type Message, message } from '../diagnostics/message.ts';
import type { SpecNode, SpecScalar } from '../spec/node.ts';
import { type Calculated, calculate, type NameValue } from './calculate.ts';
import { displayOf, type Evaluated } from './evaluated.ts';
import {
  type Expression,
  type ExpressionProblem,
  isExpression,
  namesIn,
  parseExpression,
} from './expression.ts';
import { nearest } from './nearest.ts';
import { filePlace, type Place } from './place.ts';
import type { Cause, ProblemFix, Report } from './problem.ts';
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
    const { problem } = parsed;
    // A parameter whose name no expression can hold was reported where it is declared.
    if (problem.type !== 'more-than-a-name' || scope.lookup(problem.rest) === undefined) {
      report({ code: 'spec.bad-expression', place, ...describeProblem(problem, value, scope, place) });
    }
    return { kind: 'unknown', place, parameter: null };
  }
  const { expression } = parsed;
  if (expression.type === 'name') {
    const bound = scope.lookup(expression.name);
    if (bound !== undefined) return bound;
  }
  const result = valueIn(scope, expression);
  return settle(result, expression, place, node, scope, report);
}

function valueIn(scope: Scope, expression: Expression): Calculated {
  return calculate(expression, (name) => nameValue(scope.lookup(name)));
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
  const cause = causeOf(expression, scope);
  const caused = cause === null ? {} : { cause };
  switch (result.type) {
    case 'number':
    case 'string':
      return {
        kind: 'scalar',
        place: blame,
        parameter: null,
        value: result.value,
        quoted: result.type === 'string',
        ...caused,
      };
    case 'bad':
      report({ code: 'spec.bad-expression', place: blame, message: result.message, ...caused });
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

/** The parameter to blame for a value that cannot be used: the only one, or the only one that is 0. */
function causeOf(expression: Expression, scope: Scope): Cause | null {
  const named = new Map(namesIn(expression).map((name) => [name, scope.lookup(name)]));
  const bound = [...named.values()].filter((value) => value !== undefined);
  const zeros = bound.filter((value) => value.kind === 'scalar' && value.value === 0);
  const [culprit] = zeros.length === 1 ? zeros : bound.length === 1 ? bound : [];
  if (culprit === undefined || culprit.parameter === null) return null;
  const { cause, place, parameter } = culprit;
  return cause ?? { place, parameter, value: displayOf(culprit) };
}

function reportUndefined(
  unknown: { name: string; start: number; end: number },
  place: Place,
  node: SpecScalar,
  scope: Scope,
  report: Report,
): void {
  const known = [...scope.names()];
  const isSymbol = scope.symbols.has(unknown.name);
  const guess = isSymbol ? null : nearest(unknown.name, known);
  // Plain scalars of one line stand in the text as they are, so the name's own place is known.
  const exact = scope.source === 'file' && node.end - node.start === String(node.value).length;
  const at = exact ? filePlace({ start: node.start + unknown.start, end: node.start + unknown.end }) : place;
  report({
    code: 'reference.unknown-name',
    place: at,
    message: isSymbol
      ? message(
          '`{name}` is a size of the input that is not fixed, and an expression needs a number. Give the size a number, or make it a parameter: `${name}` in the input, too.',
          { name: unknown.name },
        )
      : known.length === 0
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

function describeProblem(
  problem: ExpressionProblem,
  text: string,
  scope: Scope,
  place: Place,
): { readonly message: Message; readonly fixes?: readonly ProblemFix[] } {
  switch (problem.type) {
    case 'more-than-a-name':
      return describeBareExpression(problem.rest, scope, place);
    case 'unexpected':
      return {
        message: message('This expression has `{found}` where a value or an operator belongs.', {
          found: problem.found,
        }),
      };
    case 'unfinished':
      return { message: unfinished(text) };
    case 'braces':
      return {
        message: message('Write `$(…)` with round parentheses: braces would end a value in YAML.'),
      };
    case 'dollar-inside':
      return {
        message: message('Within `$(…)` names stand without `$`: write `{name}`.', { name: problem.name }),
      };
    case 'chained':
      return { message: message('Comparisons cannot be chained. Write `a < b and b < c`.') };
    case 'too-deep':
      return { message: message('This expression nests too deeply.') };
  }
}

/** In brackets a comma ends a value, and with it an expression whose parentheses are still open. */
function unfinished(text: string): Message {
  const open = text.split('(').length - text.split(')').length;
  return open > 0
    ? message('This expression ends too early: a closing parenthesis is missing. No comma may stand in it.')
    : message('This expression ends too early: a value is missing.');
}

/** `$my-n` or `$n + 1`: what follows `$` is more than a name, and may be an expression that lacks its parentheses. */
function describeBareExpression(
  rest: string,
  scope: Scope,
  place: Place,
): { readonly message: Message; readonly fixes?: readonly ProblemFix[] } {
  const wrapped = `$(${rest.trim()})`;
  const parsed = parseExpression(wrapped);
  const result = parsed.ok ? valueIn(scope, parsed.expression).type : 'bad';
  if (result === 'bad' || result === 'undefined-name') {
    return {
      message: message(
        '`$` is followed by the name of a parameter, of letters, digits and `_`, or by an expression in parentheses, as in `$(n + 1)`.',
      ),
    };
  }
  return {
    message: message(
      'After `$` alone stands one name, of letters, digits and `_`. An expression stands in parentheses: `{wrapped}`.',
      { wrapped },
    ),
    fixes: [
      {
        title: message('Write `{wrapped}`', { wrapped }),
        changes: [{ type: 'replace', place, newText: wrapped }],
      },
    ],
  };
}
