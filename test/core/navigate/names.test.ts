import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { definitionAt } from '../../../src/core/navigate/definition.ts';
import { referencesAt } from '../../../src/core/navigate/references.ts';
import { shippedBlockPage } from '../../../src/core/navigate/shippedBlockPage.ts';

/**
 * `«name»` marks a place that means the same thing as the caret `|`, the declaration included; `«!name»` the
 * declaration. What is not marked must not be found.
 */
function check(marked: string): void {
  const expected: { start: number; isDefinition: boolean }[] = [];
  let text = '';
  let caret = -1;
  for (const char of marked) {
    if (char === '«') expected.push({ start: text.length, isDefinition: false });
    else if (char === '|') caret = text.length;
    else if (char === '¡') expected.push({ start: text.length, isDefinition: true });
    else text += char;
  }
  const analysis = analyze(text);
  const found = referencesAt(analysis, caret).map(({ range, isDefinition }) => ({
    start: range.start,
    isDefinition,
  }));
  expect(found).toEqual(expected);
  const definition = definitionAt(analysis, caret);
  const declared = expected.find(({ isDefinition }) => isDefinition);
  if (declared !== undefined) expect(definition?.nameRange.start).toBe(declared.start);
}

describe('a name is followed', () => {
  it('from `from`, lists of producers and `outputs` to the layer', () => {
    check(`input: [8, 8, 4]
outputs: [«stem, last]
layers:
  - conv: 4
    name: ¡stem
  - relu
  - add: [«st|em, relu]
  - conv: 4
    from: «stem
  - relu:
    name: last
`);
  });

  it('outward from the list that it stands in, as the language page has it', () => {
    check(`input: [8, 8, 4]
layers:
  - conv: 4
    name: a
  - residual:
      branch:
        - conv: 4
          name: ¡a
        - relu
        - add: [«a|, relu]
  - conv: 4
    from: a
`);
  });

  it('through dotted paths: a residual, its branch, a parallel, a stage and a block', () => {
    check(`input: [8, 8, 4]
blocks:
  inner:
    layers:
      - conv: 4
        name: ¡first
      - relu
layers:
  - residual:
      branch:
        - block: inner
          name: mine
    name: res
  - stage: {block: inner, repeat: 2}
    name: stage
  - add: [res.branch.mine.«first, stage.2.«fir|st]
`);
    check(`input: [8, 8, 4]
layers:
  - parallel:
      branches:
        ¡left:
          - conv: 4
            name: x
        right: [relu]
    name: par
  - add: [par.«left, par.«le|ft.x]
`);
  });

  it('into the lists of a shortcut and of a projection', () => {
    check(`input: [8, 8, 4]
layers:
  - residual:
      branch:
        - relu:
          name: ¡active
        - conv: {filters: 8, stride: 2}
      projection:
        - conv: {filters: 8, stride: 2}
          from: branch.«acti|ve
`);
  });

  it('to what a projection or a shortcut puts beside the branch', () => {
    const residual = (key: string): string => `input: [8, 8, 4]
layers:
  - residual:
      branch:
        - conv: {filters: 8, stride: 2}
      ${key}:
        - conv: {filters: 8, stride: 2}
          name: ¡side
    name: res
  - add: [res, res.shortcut.«si|de]
`;
    check(residual('projection'));
    check(residual('shortcut'));
  });

  it('for blocks: stages, blocks, defaults, and where a file hides a shipped one', () => {
    check(`input: [8, 8, 4]
blocks:
  ¡basic:
    layers: [conv: 4]
  other:
    layers:
      - block: «basic
defaults:
  «basic: {}
layers:
  - stage: {block: «ba|sic, repeat: 2}
  - block: {type: «basic}
`);
  });

  it('for parameters of the file, in variants and expressions, but not into blocks', () => {
    check(`parameters: {¡n: 3, m: $«n}
variants: {deep: {«n: 5}}
input: [8, 8, $(«n + 1)]
blocks:
  b:
    parameters: {n: 1}
    layers:
      - conv: $n
layers:
  - conv: $(m * «n| // 'n' == 0)
  - block: {type: b, n: 4}
train: {epochs: $«n}
`);
  });

  it('for parameters of a block: expressions, arguments and defaults', () => {
    check(`parameters: {width: 4}
input: [8, 8, 4]
blocks:
  b:
    parameters: {¡width: required, half: $(«width // 2)}
    layers:
      - conv: {filters: $«wi|dth}
      - dropout: 0.1
        when: $(«width > in)
defaults:
  b: {«width: 8}
layers:
  - block: {type: b, «width: $width}
  - stage: {block: b, «width: 4, repeat: 2}
`);
  });

  it('for the stride of a stage, which goes to the block', () => {
    check(`input: [8, 8, 4]
blocks:
  b:
    parameters: {¡stride: 1}
    layers:
      - conv: {filters: 4, stride: $«stride}
layers:
  - stage: {block: b, «str|ide: 2, repeat: 2}
`);
  });

  it('for layers whose weights are used', () => {
    check(`inputs: {a: [8], b: [8]}
layers:
  - dense: 4
    name: ¡tower
    from: a
  - dense: 4
    from: b
    weights: «tow|er
`);
  });

  it('for inputs, symbols of sizes and variants', () => {
    check(`inputs: {¡left: [8, 8, 4], right: [8, 8, 4]}
layers:
  - conv: 4
    from: «lef|t
  - add: [conv, right]
`);
    check('inputs: {a: [¡H, W, 3], b: [«|H, W, 3]}\nlayers: [concat: [a, b]]\n');
    check('variants: {¡dee|p: {}}\ninput: [4]\nlayers: [relu]\n');
  });

  it('within quotes, and once where an alias repeats it', () => {
    check(`input: [8, 8, 4]
layers:
  - conv: 4
    name: "¡stem"
  - &skip
    add: ['«stem', conv]
  - conv: 4
  - *skip
  - relu:
    from: "«st|em"
`);
  });

  it('to the block for what every block has', () => {
    const text =
      'blocks:\n  mine:\n    layers:\n      - conv: $in\ninput: [8, 8, 4]\nlayers: [block: mine]\n';
    expect(definitionAt(analyze(text), text.indexOf('$in') + 1)?.nameRange.start).toBe(text.indexOf('mine'));
  });

  it('nowhere from what is no name', () => {
    const text = 'input: [8, 8, 4]\nlayers:\n  - conv: {filters: 4} # conv\n';
    for (const word of ['filters', '4}', '# conv', 'layers'])
      expect(definitionAt(analyze(text), text.indexOf(word) + 1)).toBe(null);
  });
});

describe('the page of a shipped block', () => {
  const go = (marked: string): string => {
    const offset = marked.indexOf('|');
    const definition = definitionAt(analyze(marked.replace('|', '')), offset);
    if (definition?.shipped == null) return 'not a shipped block';
    const page = shippedBlockPage(definition.shipped);
    if (page === null) return 'no page';
    const { start, end } = page.rangeOf(definition.nameRange);
    const line = page.text.slice(0, start).split('\n').length;
    return `${page.text.slice(start, end)}: ${page.text.split('\n')[line - 1]?.trim() ?? ''}`;
  };

  it('holds the block’s name, its parameters and its layers where the names lead', () => {
    const stage =
      'input: [8, 8, 4]\nlayers:\n  - stage: {block: bottleneck, filters: 4, expansion: 2}\n    name: s\n';
    expect(go(stage.replace('bottle', 'bot|tle'))).toBe('bottleneck: bottleneck:');
    expect(go(stage.replace('expan', 'ex|pan'))).toBe('expansion: expansion: 4');
    expect(go(`${stage}  - conv: 4\n    from: s.1.residual.branch.exp|and\n`)).toBe('expand: name: expand');
  });

  it('is a section that can be copied into a spec, where it means the same', () => {
    const use =
      'input: [8, 8, 4]\nlayers:\n  - stage: {block: bottleneck, filters: 4, repeat: 2, stride: 2}\n';
    const page = shippedBlockPage('bottleneck')?.text ?? '';
    expect(page).toMatch(/^# A 1×1, a 3×3 and a 1×1 convolution/);
    const copied = analyze(page + use);
    expect(copied.spec.blocks.map(({ name }) => name.value)).toEqual(['bottleneck']);
    expect(copied.diagnostics).toEqual([]);
    expect(copied.model?.body.cost).toEqual(analyze(use).model?.body.cost);
    expect(shippedBlockPage('constructor')).toBe(null);
  });
});
