import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { formatMessage } from '../../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../../src/core/diagnostics/priceFix.ts';
import type { DesignEdit } from '../../../src/core/edit/designEdit.ts';
import { designEdits } from '../../../src/core/edit/designEdits.ts';
import { planDesignEdit } from '../../../src/core/edit/planDesignEdit.ts';
import { previewDesignEdit } from '../../../src/core/edit/previewDesignEdit.ts';

function done(text: string, ids: string | readonly string[], edit: DesignEdit): string {
  const plan = planDesignEdit(analyze(text), typeof ids === 'string' ? [ids] : ids, edit);
  if (!plan.ok) throw new Error(formatMessage(plan.reason));
  return applyEdits(text, plan.value.edits);
}

function refused(text: string, ids: string | readonly string[], edit: DesignEdit): string {
  const plan = planDesignEdit(analyze(text), typeof ids === 'string' ? [ids] : ids, edit);
  return plan.ok ? 'done' : formatMessage(plan.reason);
}

function focused(text: string, id: string, edit: DesignEdit): string {
  const plan = planDesignEdit(analyze(text), [id], edit);
  if (!plan.ok) throw new Error(formatMessage(plan.reason));
  return applyEdits(text, plan.value.edits).slice(plan.value.focus).split('\n')[0] ?? '';
}

const NET = `input: [32, 32, 16]

defaults:
  shortcut: A

layers:
  # the start
  - conv: {filters: 16, kernel: 3} # 32×32
    name: conv1
  - relu
  # the stages
  - stage: {block: basic, filters: 16, repeat: 2} # same size
    name: conv2_x
  - stage:
      block: basic
      filters: 32
      repeat: 2
      stride: 2
    name: conv3_x # half
  - pool: global_average
  - dense: 10
`;

describe('inserting', () => {
  const conv = { type: 'insert', layer: { form: 'kind', name: 'conv' } } as const;

  it('goes below the item and its comment, with as many channels as come out of it', () => {
    expect(done(NET, 'conv2_x', { ...conv, where: 'after' })).toBe(
      NET.replace('name: conv2_x\n', 'name: conv2_x\n  - conv: {filters: 16, kernel: 3}\n'),
    );
    expect(done(NET, 'conv3_x', { ...conv, where: 'after' })).toBe(
      NET.replace('# half\n', '# half\n  - conv: {filters: 32, kernel: 3}\n'),
    );
  });

  it('goes above the comment that stands on the item', () => {
    expect(done(NET, 'conv2_x', { ...conv, where: 'before' })).toBe(
      NET.replace('  # the stages\n', '  - conv: {filters: 16, kernel: 3}\n  # the stages\n'),
    );
  });

  it('writes what a block needs so that its output has the channels that come in', () => {
    const insert = { type: 'insert', where: 'after', layer: { form: 'stage', name: 'bottleneck' } } as const;
    // The bottleneck is 4 times as wide as its `filters` say (He et al. 2015, Table 1).
    expect(done(NET, 'conv3_x', insert)).toContain('- stage: {block: bottleneck, filters: 8, repeat: 2}');
    expect(focused(NET, 'conv3_x', insert)).toBe('stage: {block: bottleneck, filters: 8, repeat: 2}');
  });

  it('takes over what the item says it follows, and its line ends and brackets', () => {
    const text =
      'input: [8, 8, 4]\r\nlayers:\r\n  - conv: 4\r\n    name: a\r\n  - relu\r\n  - conv: 4\r\n    from: a # skips\r\n';
    expect(done(text, 'conv', { ...conv, where: 'before' })).toBe(
      'input: [8, 8, 4]\r\nlayers:\r\n  - conv: 4\r\n    name: a\r\n  - relu\r\n  - conv: {filters: 4, kernel: 3}\r\n    from: a\r\n  - conv: 4\r\n    # skips\r\n',
    );
    const flow = 'input: [8, 8, 4]\nlayers: [{conv: 4, name: a}, relu, {conv: 4, from: a}]\n';
    expect(done(flow, 'conv', { ...conv, where: 'before' })).toBe(
      'input: [8, 8, 4]\nlayers: [{conv: 4, name: a}, relu, {conv: {filters: 4, kernel: 3}, from: a}, {conv: 4}]\n',
    );
  });

  it('keeps the numbers of layers without a name right where others use them', () => {
    const text = 'input: [8, 8, 4]\nlayers:\n  - conv: 4\n  - conv: 4\n  - relu\n  - add: [conv_2, relu]\n';
    expect(done(text, 'conv', { ...conv, where: 'before' })).toContain('- add: [conv_3, relu]');
  });

  it('is on the way where the item was used by its name alone', () => {
    const text = 'input: [8, 8, 4]\noutputs: [a]\nlayers:\n  - conv: 4\n    name: a\n';
    expect(done(text, 'a', { ...conv, where: 'after' })).toBe(
      'input: [8, 8, 4]\noutputs: [conv_new]\nlayers:\n  - conv: 4\n    name: a\n  - conv: {filters: 4, kernel: 3}\n    name: conv_new\n',
    );
  });
});

describe('duplicating and deleting', () => {
  it('copies an item under a new name', () => {
    expect(done(NET, 'conv3_x', { type: 'duplicate' })).toBe(
      NET.replace(
        '# half\n',
        '# half\n  - stage:\n      block: basic\n      filters: 32\n      repeat: 2\n      stride: 2\n    name: conv3_x_2\n',
      ),
    );
  });

  it('takes the lines of the item away and no others', () => {
    expect(done(NET, 'conv2_x', { type: 'delete' })).toBe(
      NET.replace('  - stage: {block: basic, filters: 16, repeat: 2} # same size\n    name: conv2_x\n', ''),
    );
    expect(focused(NET, 'conv2_x', { type: 'delete' })).toBe('relu');
  });

  it('lets those that named it follow what it followed, and says so', () => {
    const text =
      'input: [8, 8, 4]\noutputs: [b, sum]\nlayers:\n  - conv: 4\n  - conv: 4\n    name: b\n  - relu\n  - add: [b, relu]\n    name: sum\n';
    expect(done(text, 'b', { type: 'delete' })).toBe(
      'input: [8, 8, 4]\noutputs: [conv, sum]\nlayers:\n  - conv: 4\n  - relu\n  - add: [conv, relu]\n    name: sum\n',
    );
    const preview = previewDesignEdit(analyze(text), ['b'], { type: 'delete' });
    expect(preview.ok && preview.value.note !== null && formatMessage(preview.value.note)).toBe(
      'What names `b` will follow `conv` instead.',
    );
    // 3·3·4·4 weights and 4 biases less.
    expect(preview.ok && preview.value.trainable).toBe(-148);
  });

  it('does not empty a branch', () => {
    const text = 'input: [8, 8, 4]\nlayers:\n  - residual:\n      branch:\n        - conv: 4\n';
    expect(refused(text, 'residual.branch.conv', { type: 'delete' })).toBe(
      'It is the only layer here. Delete the `residual` around it instead.',
    );
  });

  it('says which addition would not fit before it is done', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - residual:\n      branch:\n        - conv: 8\n        - conv: 4\n      shortcut: identity\n';
    const preview = previewDesignEdit(analyze(text), ['residual.branch.conv_2'], { type: 'delete' });
    expect(preview.ok && preview.value.error !== null && formatMessage(preview.value.error)).toContain(
      'cannot be added',
    );
  });
});

describe('a residual around layers', () => {
  it('takes over the name, the source and the depth', () => {
    expect(done(NET, 'conv1', { type: 'wrap', shortcut: 'identity' })).toBe(
      NET.replace(
        '  - conv: {filters: 16, kernel: 3} # 32×32\n    name: conv1\n',
        '  - residual:\n      branch:\n        - conv: {filters: 16, kernel: 3} # 32×32\n      shortcut: identity\n    name: conv1\n',
      ),
    );
    expect(focused(NET, 'conv1', { type: 'wrap', shortcut: 'identity' })).toBe('residual:');
  });

  it('moves every line of what it goes around', () => {
    expect(done(NET, 'conv3_x', { type: 'wrap', shortcut: 'B' })).toBe(
      NET.replace(
        /  - stage:\n {6}block[^#]*# half\n/,
        `  - residual:
      branch:
        - stage:
            block: basic
            filters: 32
            repeat: 2
            stride: 2
          # half
      shortcut: B
    name: conv3_x
`,
      ),
    );
  });

  it('keeps longer names and shared weights right', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: 4\n    name: a\n  - conv: 4\n    weights: a\n  - add: [a, conv]\n';
    const wrapped = done(text, 'a', { type: 'wrap', shortcut: 'identity' });
    expect(wrapped).toContain('weights: a.branch.conv\n');
    expect(wrapped).toContain('add: [a, conv]');
    expect(analyze(wrapped).diagnostics).toEqual([]);
  });

  it('goes around several, in brackets too', () => {
    const flow = 'input: [8, 8, 4]\nlayers: [{conv: 4, name: a}, relu, {conv: 4}]\n';
    expect(done(flow, ['relu', 'a'], { type: 'wrap', shortcut: 'C' })).toBe(
      'input: [8, 8, 4]\nlayers: [{residual: {branch: [{conv: 4, name: a}, relu], shortcut: C}}, {conv: 4}]\n',
    );
  });
});

describe('attributes', () => {
  it('switches the shortcut of a stage, and the parameters follow the arithmetic of the paper', () => {
    const text = NET.replace('stride: 2\n', 'stride: 2\n      shortcut: B\n');
    expect(done(text, 'conv3_x', { type: 'shortcut', shortcut: 'A' })).toBe(
      text.replace('shortcut: B', 'shortcut: A'),
    );
    // The projection: 1·1·16·32 weights and, with its norm, 2·32 more.
    const preview = previewDesignEdit(analyze(text), ['conv3_x'], { type: 'shortcut', shortcut: 'A' });
    expect(preview.ok && preview.value.trainable).toBe(-(16 * 32 + 2 * 32));
  });

  it('writes numbers and expressions, and turns a shorthand into a mapping', () => {
    expect(done(NET, 'conv3_x', { type: 'number', name: 'repeat', value: '5' })).toBe(
      NET.replace('      repeat: 2\n', '      repeat: 5\n'),
    );
    const text = 'input: [8, 8, 4]\nlayers:\n  - conv: 4\n  - relu\n';
    expect(done(text, 'conv', { type: 'number', name: 'stride', value: '2' })).toContain(
      '- conv: {filters: 4, stride: 2}\n',
    );
    expect(done(text, 'conv', { type: 'number', name: 'filters', value: '$(2 * 4)' })).toContain(
      '- conv: $(2 * 4)\n',
    );
    expect(refused(text, 'conv', { type: 'number', name: 'filters', value: '4}' })).toContain(
      'Write a number',
    );
    expect(refused(text, 'relu', { type: 'number', name: 'filters', value: '4' })).toBe(
      '`relu` has no `filters`.',
    );
  });
});

describe('blocks', () => {
  it('a selection becomes a block with what it uses as parameters', () => {
    const text = `parameters: {f: 8}
input: [8, 8, 4]

# the net
layers:
  - conv: $f # first
    name: a
  - conv: $f
    from: a
  # kept here
  - conv: $f
  - add: [a, conv_2]
`;
    expect(done(text, ['a', 'conv'], { type: 'extract', name: 'stem' })).toBe(`parameters: {f: 8}
input: [8, 8, 4]

blocks:
  stem:
    parameters: {f: required}
    layers:
      - conv: $f # first
        name: a
      - conv: $f
        from: a

# the net
layers:
  - block: {type: stem, f: $f}
    name: stem
  # kept here
  - conv: $f
  - add: [stem.a, conv]
`);
  });

  it('does not take layers that need another one from outside', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: 4\n    name: a\n  - conv: 4\n  - relu\n  - add: [a, relu]\n';
    expect(refused(text, ['relu', 'add'], { type: 'extract', name: 'x' })).toContain('`a` is used inside');
  });

  it('what stands in a shipped block is changed after a copy', () => {
    expect(refused(NET, 'conv2_x.1.residual.add', { type: 'delete' })).toContain(
      'Copy the block into the file',
    );
    const copied = done(NET, 'conv2_x.1.residual.add', { type: 'copyBlock' });
    expect(analyze(copied).diagnostics).toEqual(analyze(NET).diagnostics);
    expect(copied).toContain('blocks:\n  basic:\n    parameters: {filters: required');
    expect(
      done(copied, 'conv2_x.1.residual.branch.conv', { type: 'number', name: 'kernel', value: '5' }),
    ).toContain('kernel: 5, stride: $stride');
  });
});

describe('texts that are written in other ways', () => {
  it('takes the whole line where a layer in brackets has one', () => {
    const text = 'input: [8, 8, 4]\nlayers: [\n  {conv: 4, name: a},\n  relu,\n  {conv: 4}\n]\n';
    expect(done(text, 'relu', { type: 'delete' })).toBe(text.replace('  relu,\n', ''));
    expect(done(text, 'conv', { type: 'delete' })).toBe(text.replace(',\n  {conv: 4}', ''));
  });

  it('copies a layer whose dash stands far before it, or on another line with a comment', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  -   conv: 4\n      name: a\n  - # next\n    conv:\n      filters: 4\n';
    expect(done(text, 'a', { type: 'duplicate' })).toBe(
      text.replace('name: a\n', 'name: a\n  - conv: 4\n    name: a_2\n'),
    );
    expect(done(text, 'conv', { type: 'duplicate' })).toBe(`${text}  - conv:\n      filters: 4\n`);
    expect(done(text, 'conv', { type: 'delete' })).toBe(
      text.replace('  - # next\n    conv:\n      filters: 4\n', ''),
    );
  });

  it('does not take away what an alias stands for', () => {
    const text = 'input: [8, 8, 4]\nlayers:\n  - conv: &same {filters: 4}\n    name: a\n  - conv: *same\n';
    expect(refused(text, 'a', { type: 'delete' })).toBe(
      'Then the text could not be read. There is no `&same` above that this could stand for.',
    );
    expect(designEdits(analyze(text), ['conv']).numbers).toEqual([]);
  });

  it('follows a name into a branch', () => {
    const text =
      'input: [8, 8, 4]\nlayers:\n  - conv: 4\n    name: stem\n  - parallel:\n      branches:\n        b:\n          - conv: 4\n            name: x\n          - relu\n  - add: [parallel.b.x, parallel.b]\n';
    expect(done(text, 'parallel.b.x', { type: 'delete' })).toBe(
      text.replace('          - conv: 4\n            name: x\n', '').replace('[parallel.b.x,', '[stem,'),
    );
  });
});
