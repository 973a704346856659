import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, type NameValue } from '../../../src/core/language/calculate.ts';
import { parseExpression } from '../../../src/core/language/expression.ts';

function run(text: string, names: Record<string, NameValue> = {}): unknown {
  const parsed = parseExpression(`$(${text})`);
  if (!parsed.ok) return parsed.problem.type;
  const result = calculate(parsed.expression, (name) => names[name]);
  return 'value' in result ? result.value : result.type;
}

describe('expressions', () => {
  // The values are those that Python gives, whose operators and precedence the language takes over.
  it.each([
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['2 - 3 - 4', -5],
    ['7 // 2', 3],
    ['-7 // 2', -4],
    ['7 % 3', 1],
    ['-7 % 3', 2],
    ['7 % -3', -2],
    ['2 ** 3 ** 2', 512],
    ['-2 ** 2', -4],
    ['2 ** -1', 0.5],
    ['1 / 4', 0.25],
    ['1 + 1 == 2', 1],
    ['3 != 3', 0],
    ['2 < 3', 1],
    ['3 <= 2', 0],
    ['not 0', 1],
    ['not 2 > 1', 0],
    ['1 and 0 or 1', 1],
    ['0 and 1 // 0', 0],
    ['1 or 1 // 0', 1],
    ["'first' == 'first'", 1],
    ['"a" != \'b\'', 1],
    ["'1' == 1", 0],
    ['1.5e2', 150],
    ['.5 * 4', 2],
  ])('%s is %d', (text, value) => {
    expect(run(text)).toBe(value);
  });

  it.each([
    ['', 'unfinished'],
    ['1 +', 'unfinished'],
    ['(1', 'unfinished'],
    ['1 2', 'unexpected'],
    ['1 ! 2', 'unexpected'],
    ['$n + 1', 'dollar-inside'],
    ['1 < 2 < 3', 'chained'],
    ['and', 'unexpected'],
    ['1 // 0', 'bad'],
    ["'a' + 1", 'bad'],
    ["'a' < 1", 'bad'],
    ['10 ** 400', 'bad'],
    ['width', 'undefined-name'],
    ['('.repeat(500) + '1' + ')'.repeat(500), 'too-deep'],
    ['1' + ' + 1'.repeat(5000), 'too-deep'],
  ])('%s is refused as %s', (text, problem) => {
    expect(run(text)).toBe(problem);
  });

  it('compares a pair by its larger number and does no arithmetic on it', () => {
    const s: NameValue = { type: 'pair', value: [1, 2] };
    expect(run('s > 1', { s })).toBe(1);
    expect(run('s == 2', { s })).toBe(1);
    expect(run('s * 2', { s })).toBe('bad');
  });

  it('is unknown where a name is', () => {
    expect(run('n * 2', { n: { type: 'unknown' } })).toBe('unknown');
    expect(run('0 and n', { n: { type: 'unknown' } })).toBe(0);
  });

  it('never throws on any text', () => {
    const piece = fc.constantFrom(
      '1',
      'n',
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      '//',
      '%',
      '**',
      '==',
      '<',
      'and',
      'not',
      "'a'",
      ' ',
      '$',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        run(pieces.join(''), { n: { type: 'number', value: 3 } });
      }),
    );
  });

  it('a % b is a − b·(a // b)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -50, max: 50 }), (a, b) => {
        fc.pre(b !== 0);
        expect(run(`${a} % (${b})`)).toBe(run(`${a} - (${b}) * (${a} // (${b}))`));
      }),
    );
  });
});
