import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import type { DesignEdit } from '../../../src/core/edit/designEdit.ts';
import { designEdits } from '../../../src/core/edit/designEdits.ts';
import { planDesignEdit } from '../../../src/core/edit/planDesignEdit.ts';
import { previewDesignEdit } from '../../../src/core/edit/previewDesignEdit.ts';

type Merge = Extract<DesignEdit, { type: 'join' }>['merge'];

function joined(text: string, ids: readonly string[], merge: Merge, other: string | null = null): string {
  const plan = planDesignEdit(analyze(text), ids, { type: 'join', merge, other });
  if (!plan.ok) return formatMessage(plan.reason);
  // An editor does not say which of two at one place comes first.
  const places = plan.value.edits.map(({ range }) => range.start);
  expect(new Set(places).size).toBe(places.length);
  return applyEdits(text, plan.value.edits);
}

function told(text: string, ids: readonly string[], merge: Merge, other: string | null = null): object {
  const preview = previewDesignEdit(analyze(text), ids, { type: 'join', merge, other });
  if (!preview.ok) return { refused: formatMessage(preview.reason) };
  const { trainable, output, error, note } = preview.value;
  return {
    trainable,
    output,
    error: error === null ? '' : formatMessage(error),
    note: note === null ? '' : formatMessage(note),
  };
}

const NET = `input: [8, 8, 4]
layers:
  - conv: 4 # the stem
    name: conv1
  - relu
  - conv: {filters: 4} # behind it
    # and below
  - pool: global_average
  - dense: 10 # classes
`;

describe('joining one layer with an earlier one', () => {
  it('stands behind the layer, whose followers follow the sum, and names one that has no name', () => {
    expect(joined(NET, ['conv'], 'add', 'conv1')).toBe(
      NET.replace(
        '# behind it\n    # and below\n',
        '# behind it\n    name: conv2\n    # and below\n  - add: [conv1, conv2]\n',
      ),
    );
    expect(joined(NET, ['relu'], 'add', 'input')).toBe(
      NET.replace('  - relu\n', '  - relu: {}\n    name: relu1\n  - add: [input, relu1]\n'),
    );
  });

  it('says the shape, what it costs further on, and the name that is given', () => {
    // The dense layer of 10 units sees 8 values in place of 4.
    expect(told(NET, ['conv'], 'concat', 'conv1')).toEqual({
      trainable: 4 * 10,
      output: [8, 8, 8],
      error: '',
      note: 'To be named there, `conv` will be called `conv2`.',
    });
  });

  it('says what would not fit before it is done', () => {
    expect(told(NET, ['dense'], 'add', 'conv1')).toMatchObject({
      error: '`add` joins equal shapes, but this one is 10 and the first is 8×8×4.',
    });
    expect(told(NET, ['relu'], 'add', 'dense')).toEqual({
      refused: '`dense` cannot be named where this layer stands.',
    });
    expect(told(NET, ['relu'], 'add')).toEqual({
      refused: 'Select the layer that it is to be joined with as well.',
    });
  });

  it('offers everything above it, the nearest first, with the merges that fit', () => {
    const text = `input: [8, 8, 4]
layers:
  - conv: 4
    name: stem
  - parallel:
      branches:
        one: [relu]
        two: [conv: 8]
    name: apart
  - residual:
      from: stem
      branch:
        - conv: 8
        - relu
    from: apart.one
`;
    const { others, join } = designEdits(analyze(text), ['residual.branch.relu']);
    expect(join).toBeNull();
    expect(others).toEqual([
      { name: 'conv', shape: [8, 8, 8], fits: ['add', 'concat', 'mean', 'multiply'] },
      { name: 'stem', shape: [8, 8, 4], fits: ['concat'] },
      { name: 'input', shape: [8, 8, 4], fits: ['concat'] },
    ]);
  });

  it('a gate takes the map first, wherever it stands', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - pool: global_average\n    name: mean\n  - conv: 4\n    name: map\n    from: input\n';
    expect(designEdits(analyze(text), ['map']).others[0]).toEqual({
      name: 'mean',
      shape: [4],
      fits: ['gate'],
    });
    expect(joined(text, ['map'], 'gate', 'mean')).toBe(`${text}  - gate: [map, mean]\n`);
    expect(told(text, ['map'], 'gate', 'mean')).toMatchObject({ output: [8, 8, 4], error: '' });
  });

  it('does not offer a name that means another layer there', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: 4\n    name: a\n  - conv: 4\n    name: b\n  - residual:\n      branch:\n        - conv: 4\n          name: x\n        - conv: 4\n          name: a\n';
    expect(designEdits(analyze(text), ['residual.branch.x']).others.map(({ name }) => name)).toEqual([
      'b',
      'input',
    ]);
    expect(joined(text, ['residual.branch.x', 'a'], 'add')).toBe(
      'Where they join, `a` means another layer. Give one of the two another name first.',
    );
  });

  it('inside a block its own input can be named, not those of the file', () => {
    const text =
      'input: [8, 8, 4]\nblocks:\n  twice:\n    layers:\n      - conv: 4\n      - relu\nlayers:\n  - conv: 4\n    name: stem\n  - block: twice\n';
    expect(designEdits(analyze(text), ['block.relu']).others.map(({ name }) => name)).toEqual([
      'conv',
      'input',
    ]);
    expect(joined(text, ['block.relu'], 'add', 'input')).toContain(
      '      - relu: {}\n        name: relu1\n      - add: [input, relu1]\n',
    );
    expect(joined(text, ['block.relu', 'stem'], 'add')).toBe(
      'They stand in different blocks, and a block sees nothing of what is around it but its input.',
    );
    expect(joined(text, ['block.relu', 'input:input'], 'add')).toBe(
      'Inside a block the inputs of the model cannot be named.',
    );
  });
});

describe('joining what is selected', () => {
  it('takes layers that stand apart, in the order of the text', () => {
    expect(joined(NET, ['conv', 'conv1', 'relu'], 'concat')).toContain('  - concat: [conv1, relu1, conv2]\n');
    const { join, others, title } = designEdits(analyze(NET), ['conv', 'conv1']);
    expect([join, others, title]).toEqual([null, [], '']);
  });

  it('takes an input and a layer', () => {
    expect(joined(NET, ['input:input', 'conv1'], 'add')).toContain('- add: [input, conv1]\n');
  });

  it('reaches into a branch where that is finished, and out of it where it is not', () => {
    const text = `input: [8, 8, 4]
layers:
  - conv: 4
    name: a
  - parallel:
      merge: concat
      branches:
        one:
          - conv: 4
            name: b
        two:
          - conv: 4
            name: c
    name: p
  - relu
    name: r
`.replace('  - relu\n', '  - relu: {}\n');
    expect(joined(text, ['p.one.b', 'p.two.c'], 'mean')).toContain(
      '    name: p\n  - mean: [p.one.b, p.two.c]\n',
    );
    expect(joined(text, ['a', 'p.one.b'], 'add')).toContain('            name: b\n          - add: [a, b]\n');
    expect(joined(text, ['p.one.b', 'r'], 'add')).toBe(`${text}  - add: [p.one.b, r]\n`);
  });

  it('is given out in the place of the one that was', () => {
    const text =
      'input: [8, 8, 4]\noutputs: [a, b]\nlayers:\n  - conv: 4\n    name: a\n  - conv: 4\n    name: b\n';
    expect(joined(text, ['a', 'b'], 'add')).toBe(
      'input: [8, 8, 4]\noutputs: [a, add1]\nlayers:\n  - conv: 4\n    name: a\n  - conv: 4\n    name: b\n  - add: [a, b]\n    name: add1\n',
    );
  });

  it('refuses a parallel that gives nothing out, and a gate of three', () => {
    const text =
      'input: [8, 8, 4]\noutputs: [parallel.x]\nlayers:\n  - conv: 4\n    name: a\n  - parallel: {branches: {x: [relu]}}\n';
    expect(joined(text, ['a', 'parallel'], 'add')).toBe(
      '`parallel` has no `merge`, so it gives nothing out itself. Select layers of its branches.',
    );
    expect(joined(NET, ['conv', 'conv1', 'relu'], 'gate')).toBe('`gate` joins two layers, not more.');
  });
});

describe('the name that a layer gets', () => {
  const named = (name: string, rest = ''): string =>
    joined(
      `input: [8, 8, 4]\nlayers:\n  - conv: 4\n    name: ${name}\n${rest}  - squeeze_excite\n`,
      ['squeeze_excite'],
      'add',
      'input',
    );

  it('is written as the file writes others', () => {
    expect(named('conv1')).toContain('name: squeeze_excite1\n');
    expect(named('stem-3')).toContain('name: squeeze-excite-1\n');
    expect(named('stemConv')).toContain('name: squeezeExcite1\n');
    expect(named('Stem')).toContain('name: Squeeze_excite1\n');
    expect(named('squeeze_excite1')).toContain('name: squeeze_excite2\n');
  });

  it('is none where the file itself uses the names that are counted', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: 4\n  - conv: 4\n  - add: [conv, conv_2]\n  - conv: 4\n';
    expect(joined(text, ['conv_3'], 'add', 'conv')).toBe(`${text}  - add: [conv, conv_3]\n`);
  });

  it('stands in the brackets and with the line ends of the file', () => {
    const flow = 'input: [8, 8, 4]\nlayers: [{conv: 4, name: a}, relu, {conv: 4}]\n';
    expect(joined(flow, ['relu'], 'add', 'a')).toBe(
      'input: [8, 8, 4]\nlayers: [{conv: 4, name: a}, {relu: {}, name: relu1}, {add: [a, relu1]}, {conv: 4}]\n',
    );
    const crlf = 'input: [8, 8, 4]\r\nlayers:\r\n  - conv: 4\r\n  - relu # x\r\n';
    expect(joined(crlf, ['relu'], 'add', 'conv')).toBe(
      'input: [8, 8, 4]\r\nlayers:\r\n  - conv: 4\r\n    name: conv1\r\n  - relu: {} # x\r\n    name: relu1\r\n  - add: [conv1, relu1]\r\n',
    );
  });
});
