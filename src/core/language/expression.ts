/** Expressions: `$name`, or `$(…)` with arithmetic, comparisons and logic. Offsets are relative to the scalar's text. */
export type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'name'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly type: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or';

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

export type ExpressionProblem =
  /** `rest` is what stands behind a `$` without parentheses. */
  | { readonly type: 'more-than-a-name'; readonly rest: string }
  | { readonly type: 'unexpected'; readonly found: string }
  | { readonly type: 'unfinished' }
  | { readonly type: 'braces' }
  | { readonly type: 'dollar-inside'; readonly name: string }
  | { readonly type: 'chained' }
  | { readonly type: 'too-deep' };

interface Token {
  readonly type: 'number' | 'string' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Operators that are words, which therefore nothing can be named after. */
export const LOGIC_WORDS: readonly string[] = ['and', 'or', 'not'];

const COMPARISONS = new Set<string>(['==', '!=', '<', '<=', '>', '>=']);
const MAX_NESTING = 100;

/** True for a plain scalar that is an expression as a whole. */
export function isExpression(text: string): boolean {
  return text.startsWith('$');
}

/** Parses the whole text of a scalar that starts with `$`. */
export function parseExpression(text: string): ParsedExpression {
  const bare = /^\$([A-Za-z_]\w*)$/.exec(text);
  if (bare?.[1] !== undefined) {
    return { ok: true, expression: { type: 'name', name: bare[1], start: 1, end: text.length } };
  }
  if (text.startsWith('${')) return { ok: false, problem: { type: 'braces' } };
  if (!text.startsWith('$('))
    return { ok: false, problem: { type: 'more-than-a-name', rest: text.slice(1) } };
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith(')')) return { ok: false, problem: { type: 'unfinished' } };
  const tokens = tokenize(trimmed.slice(0, -1), 2);
  if (!Array.isArray(tokens)) return { ok: false, problem: tokens };
  const parser = new Parser(tokens);
  return parser.parse();
}

function tokenize(text: string, from: number): Token[] | ExpressionProblem {
  const pattern =
    /\s+|(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(\*\*|\/\/|[=!<>]=|[-+*/%()<>])/y;
  const tokens: Token[] = [];
  pattern.lastIndex = from;
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      const dollar = /^\$([A-Za-z_]\w*)/.exec(text.slice(start));
      if (dollar?.[1] !== undefined) return { type: 'dollar-inside', name: dollar[1] };
      return { type: 'unexpected', found: text.charAt(start) };
    }
    const place = { start, end: pattern.lastIndex };
    if (match[1] !== undefined) tokens.push({ type: 'number', text: match[1], ...place });
    else if (match[2] !== undefined || match[3] !== undefined)
      tokens.push({ type: 'string', text: match[2] ?? match[3] ?? '', ...place });
    else if (match[4] !== undefined) tokens.push({ type: 'name', text: match[4], ...place });
    else if (match[5] !== undefined) tokens.push({ type: 'symbol', text: match[5], ...place });
  }
  tokens.push({ type: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

/** Thrown and caught within this file only: the way out of a deep descent. */
class Stop extends Error {
  readonly problem: ExpressionProblem;
  constructor(problem: ExpressionProblem) {
    super(problem.type);
    this.problem = problem;
  }
}

/** Binding as in Python: or < and < not < comparison < sum < product < sign < power. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): ParsedExpression {
    try {
      const expression = this.#or();
      if (this.#peek().type !== 'end') throw this.#unexpected();
      return { ok: true, expression };
    } catch (error) {
      if (error instanceof Stop) return { ok: false, problem: error.problem };
      throw error;
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', text: '', start: 0, end: 0 };
  }

  #accept(...texts: string[]): string | null {
    const token = this.#peek();
    if ((token.type !== 'symbol' && token.type !== 'name') || !texts.includes(token.text)) return null;
    this.#at++;
    return token.text;
  }

  #unexpected(): Stop {
    const token = this.#peek();
    return new Stop(
      token.type === 'end' ? { type: 'unfinished' } : { type: 'unexpected', found: token.text },
    );
  }

  #nest<T>(parse: () => T): T {
    if (++this.#depth > MAX_NESTING) throw new Stop({ type: 'too-deep' });
    const result = parse();
    this.#depth--;
    return result;
  }

  #leftAssociative(next: () => Expression, ...operators: BinaryOperator[]): Expression {
    let left = next();
    for (let length = 0; ; length++) {
      const operator = this.#accept(...operators) as BinaryOperator | null;
      if (operator === null) return left;
      // A long chain nests to the left and would exhaust the stack when it is evaluated.
      if (length > MAX_NESTING) throw new Stop({ type: 'too-deep' });
      left = { type: 'binary', operator, left, right: next() };
    }
  }

  #or(): Expression {
    return this.#leftAssociative(() => this.#and(), 'or');
  }

  #and(): Expression {
    return this.#leftAssociative(() => this.#not(), 'and');
  }

  #not(): Expression {
    if (this.#accept('not') === null) return this.#comparison();
    return this.#nest(() => ({ type: 'unary', operator: 'not', operand: this.#not() }));
  }

  #comparison(): Expression {
    const left = this.#sum();
    const operator = this.#accept(...COMPARISONS) as BinaryOperator | null;
    if (operator === null) return left;
    const right = this.#sum();
    if (COMPARISONS.has(this.#peek().text) && this.#peek().type === 'symbol')
      throw new Stop({ type: 'chained' });
    return { type: 'binary', operator, left, right };
  }

  #sum(): Expression {
    return this.#leftAssociative(() => this.#product(), '+', '-');
  }

  #product(): Expression {
    return this.#leftAssociative(() => this.#signed(), '*', '/', '//', '%');
  }

  #signed(): Expression {
    const operator = this.#accept('-', '+') as '-' | '+' | null;
    if (operator === null) return this.#power();
    return this.#nest(() => ({ type: 'unary', operator, operand: this.#signed() }));
  }

  #power(): Expression {
    const base = this.#atom();
    if (this.#accept('**') === null) return base;
    return this.#nest(() => ({ type: 'binary', operator: '**', left: base, right: this.#signed() }));
  }

  #atom(): Expression {
    const token = this.#peek();
    if (token.type === 'number') {
      this.#at++;
      return { type: 'number', value: Number(token.text) };
    }
    if (token.type === 'string') {
      this.#at++;
      return { type: 'string', value: token.text };
    }
    if (token.type === 'name' && !LOGIC_WORDS.includes(token.text)) {
      this.#at++;
      return { type: 'name', name: token.text, start: token.start, end: token.end };
    }
    if (this.#accept('(') === null) throw this.#unexpected();
    const inner = this.#nest(() => this.#or());
    if (this.#accept(')') === null) throw this.#unexpected();
    return inner;
  }
}

/** Every name that the expression uses, in order. */
export function namesIn(expression: Expression): string[] {
  switch (expression.type) {
    case 'name':
      return [expression.name];
    case 'unary':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'number':
    case 'string':
      return [];
  }
}
