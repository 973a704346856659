import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorPlace } from '../../../src/core/complete/cursorPlace.ts';

/** The cursor stands at `|`. */
function placeIn(marked: string): ReturnType<typeof cursorPlace> {
  const offset = marked.indexOf('|');
  return cursorPlace(marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

const CASES: [name: string, text: string, path: (string | number)[], slot: string, keys: string[]][] = [
  ['an empty file', '|', [], 'key', []],
  ['a key of the file', 'model: x\nla|\ninput: [1]', [], 'key', ['model', 'input']],
  ['the value of a key', 'model: |', ['model'], 'value', ['model']],
  ['the first entry', 'layers:\n  - co|', ['layers', 0], 'entry', []],
  ['a later entry', 'layers:\n  - relu\n  - conv: 3\n  - |', ['layers', 2], 'entry', []],
  ['entries in the column of their key', 'layers:\n- relu\n- c|', ['layers', 1], 'entry', []],
  ['a common key', 'layers:\n  - conv: 3\n    na|', ['layers', 0], 'key', ['conv']],
  ['a key before its siblings', 'layers:\n  - |\n    name: a\n  - relu', ['layers', 0], 'entry', ['name']],
  ['a key in brackets', 'layers:\n  - conv: {fi|}', ['layers', 0, 'conv'], 'key', []],
  [
    'a further key in brackets',
    'layers:\n  - conv: {filters: 3, |, stride: 2}\n',
    ['layers', 0, 'conv'],
    'key',
    ['filters', 'stride'],
  ],
  [
    'a value in brackets',
    'layers:\n  - conv: {filters: |',
    ['layers', 0, 'conv', 'filters'],
    'value',
    ['filters'],
  ],
  ['an entry in brackets', 'layers:\n  - add: [a, |]', ['layers', 0, 'add', 1], 'entry', []],
  [
    'brackets over lines',
    'layers:\n  - conv: {filters: 3,\n      ke|',
    ['layers', 0, 'conv'],
    'key',
    ['filters'],
  ],
  [
    'after brackets over lines',
    'layers:\n  - conv: {filters: 3,\n      kernel: 3}\n  - |',
    ['layers', 1],
    'entry',
    [],
  ],
  ['below a key without a value', 'layers:\n  - residual:\n      |', ['layers', 0, 'residual'], 'below', []],
  [
    'a nested list',
    'layers:\n  - residual:\n      branch:\n        - conv: 3\n        - |',
    ['layers', 0, 'residual', 'branch', 1],
    'entry',
    [],
  ],
  [
    'a key after a nested list',
    'layers:\n  - residual:\n      branch:\n        - conv: 3\n      sh|',
    ['layers', 0, 'residual'],
    'key',
    ['branch'],
  ],
  ['a comment line is no line', 'layers:\n# - x\n  - relu\n  # note\n  - |', ['layers', 1], 'entry', []],
  ['windows line ends', 'layers:\r\n  - relu\r\n  - |', ['layers', 1], 'entry', []],
];

describe('the place of the cursor', () => {
  it.each(CASES)('%s', (_name, text, path, slot, keys) => {
    const place = placeIn(text);
    expect(place?.path).toEqual(path);
    expect(place?.slot).toBe(slot);
    expect([...(place?.pairs.keys() ?? [])]).toEqual(keys);
  });

  it('is nowhere in a comment', () => {
    expect(placeIn('model: x # no|')).toBeNull();
    expect(placeIn('layers:\n  # -|')).toBeNull();
    expect(placeIn('layers:\n  - conv: {filters: 3} # n|')).toBeNull();
  });

  it('knows the word that is replaced', () => {
    const text = 'layers:\n  - conv: {kern: 3}';
    const place = cursorPlace(text, text.indexOf('ern'));
    expect(text.slice(place?.word.start, place?.word.end)).toBe('kern');
  });

  it('knows expressions', () => {
    expect(placeIn('layers:\n  - conv: {filters: $|}')?.isExpression).toBe(true);
    expect(placeIn('layers:\n  - conv: {filters: $(2 * n|)}')?.isExpression).toBe(true);
    expect(placeIn('layers:\n  - conv: {filters: $(2), |}')?.isExpression).toBe(false);
  });

  it('gives the scalars beside the cursor', () => {
    const place = placeIn('layers:\n  - stage: {block: basic, |}');
    expect(place?.pairs.get('block')).toBe('basic');
  });

  it('finds a place in any text', () => {
    const piece = fc.constantFrom(
      'layers:',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      ': ',
      'conv',
      '$(',
      ')',
      '"',
      "'",
      '#',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const offset = at % (text.length + 1);
        const place = cursorPlace(text, offset);
        if (place === null) return;
        expect(place.word.start).toBeLessThanOrEqual(offset);
        expect(place.word.end).toBeGreaterThanOrEqual(offset);
      }),
      { numRuns: 500 },
    );
  });
});
