import { type Message, message } from '../diagnostics/message.ts';
import type { BinaryOperator, Expression } from './expression.ts';

/** What a name may stand for inside `$(…)`. `unknown` makes the whole expression unknown, silently. */
export type NameValue =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'pair'; readonly value: readonly [number, number] }
  | { readonly type: 'null' }
  | { readonly type: 'other' }
  | { readonly type: 'unknown' };

export type Calculated =
  | NameValue
  | { readonly type: 'bad'; readonly message: Message }
  | { readonly type: 'undefined-name'; readonly name: string; readonly start: number; readonly end: number };

/** Evaluates an expression. `lookup` gives undefined for a name that does not exist. */
export function calculate(
  expression: Expression,
  lookup: (name: string) => NameValue | undefined,
): Calculated {
  switch (expression.type) {
    case 'number':
    case 'string':
      return expression.type === 'number'
        ? { type: 'number', value: expression.value }
        : { type: 'string', value: expression.value };
    case 'name': {
      const { name, start, end } = expression;
      return lookup(name) ?? { type: 'undefined-name', name, start, end };
    }
    case 'unary':
      return calculateUnary(expression.operator, calculate(expression.operand, lookup));
    case 'binary':
      return calculateBinary(expression, lookup);
  }
}

function calculateUnary(operator: '-' | '+' | 'not', operand: Calculated): Calculated {
  if (isSettled(operand)) return operand;
  if (operator === 'not') {
    const truth = truthOf(operand);
    return typeof truth === 'number' ? number(1 - truth) : truth;
  }
  if (operand.type !== 'number') return notANumber(operator, operand);
  return number(operator === '-' ? -operand.value : operand.value);
}

function calculateBinary(
  expression: Extract<Expression, { type: 'binary' }>,
  lookup: (name: string) => NameValue | undefined,
): Calculated {
  const left = calculate(expression.left, lookup);
  if (left.type === 'bad' || left.type === 'undefined-name') return left;
  const { operator } = expression;
  if (operator === 'and' || operator === 'or') {
    if (left.type === 'unknown') return left;
    const truth = truthOf(left);
    if (typeof truth !== 'number') return truth;
    // As in Python the right side is not looked at where the left one decides: `n > 0 and 8 // n > 1`.
    if (truth === (operator === 'or' ? 1 : 0)) return number(truth);
    const right = calculate(expression.right, lookup);
    if (isSettled(right)) return right;
    const rightTruth = truthOf(right);
    return typeof rightTruth === 'number' ? number(rightTruth) : rightTruth;
  }
  const right = calculate(expression.right, lookup);
  if (right.type === 'bad' || right.type === 'undefined-name') return right;
  if (left.type === 'unknown' || right.type === 'unknown') return { type: 'unknown' };
  return isComparison(operator) ? compare(operator, left, right) : arithmetic(operator, left, right);
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
type Arithmetic = Exclude<BinaryOperator, Comparison | 'and' | 'or'>;

function isComparison(operator: BinaryOperator): operator is Comparison {
  return ['==', '!=', '<', '<=', '>', '>='].includes(operator);
}

function compare(operator: Comparison, left: NameValue, right: NameValue): Calculated {
  const a = comparable(left);
  const b = comparable(right);
  if (operator === '==' || operator === '!=') {
    return number((a !== undefined && a === b) === (operator === '==') ? 1 : 0);
  }
  if (typeof a !== 'number') return notANumber(operator, left);
  if (typeof b !== 'number') return notANumber(operator, right);
  const holds = operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
  return number(holds ? 1 : 0);
}

/** A pair counts as its larger number, so that `stride > 1` holds for `[2, 1]`. */
function comparable(value: NameValue): number | string | null | undefined {
  switch (value.type) {
    case 'number':
    case 'string':
      return value.value;
    case 'pair':
      return Math.max(...value.value);
    case 'null':
      return null;
    case 'other':
    case 'unknown':
      return undefined;
  }
}

function arithmetic(operator: Arithmetic, left: NameValue, right: NameValue): Calculated {
  if (left.type !== 'number') return notANumber(operator, left);
  if (right.type !== 'number') return notANumber(operator, right);
  const a = left.value;
  const b = right.value;
  if ((operator === '/' || operator === '//' || operator === '%') && b === 0) {
    return { type: 'bad', message: message('This expression divides by zero.') };
  }
  const result = apply(operator, a, b);
  if (!Number.isFinite(result)) {
    return { type: 'bad', message: message('The result of this expression is not a finite number.') };
  }
  return number(result);
}

function apply(operator: Arithmetic, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%':
      return a - b * Math.floor(a / b);
    case '**':
      return a ** b;
  }
}

function number(value: number): NameValue {
  return { type: 'number', value };
}

function isSettled(
  value: Calculated,
): value is Extract<Calculated, { type: 'bad' | 'undefined-name' | 'unknown' }> {
  return value.type === 'bad' || value.type === 'undefined-name' || value.type === 'unknown';
}

/** 0 is false and every other number true; a pair counts as its larger number. */
function truthOf(value: NameValue): number | Calculated {
  if (value.type === 'number') return value.value === 0 ? 0 : 1;
  if (value.type === 'pair') return Math.max(...value.value) === 0 ? 0 : 1;
  return notANumber('and', value);
}

function notANumber(operator: string, value: NameValue): Calculated {
  const what = {
    number: 'a number',
    string: 'a word',
    pair: 'a pair',
    null: 'nothing',
    other: 'a list',
    unknown: '',
  };
  return {
    type: 'bad',
    message: message('`{operator}` takes numbers, and one side of it is {found}.', {
      operator,
      found: what[value.type],
    }),
  };
}
