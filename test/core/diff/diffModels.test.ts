import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { diffModels, isEqual, type ModelDiff, type UnitChange } from '../../../src/core/diff/diffModels.ts';
import type { Model } from '../../../src/core/model/model.ts';
import { formatShape } from '../../../src/core/model/shape.ts';
import { fuzzRuns } from '../../support/fuzz.ts';

function modelOf(text: string, variant?: string): Model {
  const { model } = analyze(text, variant === undefined ? {} : { variant });
  if (model === null) throw new Error('no model');
  return model;
}

const NET = `
input: [32, 32, 3]
defaults: {conv: {bias: false, norm: batch, activation: relu}, shortcut: A}
layers:
  - conv: {filters: 16, kernel: 3}
    name: conv1
  - stage: {block: basic, filters: 16, repeat: 3}
    name: conv2_x
  - stage: {block: basic, filters: 32, repeat: 3, stride: 2}
    name: conv3_x
  - pool: global_average
  - dense: 10
`;

function diffOf(change: (text: string) => string, text = NET): ModelDiff {
  const after = change(text);
  expect(after).not.toBe(text);
  return diffModels(modelOf(text), modelOf(after));
}

/** `~ conv3_x (filters 32 → 64; 16×16×32 → 16×16×64)`, one line a change, what is inside indented. */
function lines(changes: readonly UnitChange[], indent = ''): string[] {
  const signs = { added: '+', removed: '−', changed: '~', reshaped: '=' };
  return changes.flatMap((change) => {
    const path = change.path.after ?? change.path.before ?? '';
    const what = change.attributes.map(
      ({ name, before, after }) => `${name} ${before ?? '–'} → ${after ?? '–'}`,
    );
    const [before, after] = [change.output.before, change.output.after];
    if (before !== null && after !== null && formatShape(before) !== formatShape(after)) {
      what.push(`${formatShape(before)} → ${formatShape(after)}`);
    }
    return [
      `${indent}${signs[change.type]} ${path}${what.length > 0 ? ` (${what.join('; ')})` : ''}`,
      ...lines(change.inside, `${indent}  `),
    ];
  });
}

describe('what differs between two models', () => {
  it('is nothing where only the text does', () => {
    const same = NET.replace('{filters: 16, kernel: 3}', '16 # three by three').replace(
      'shortcut: A}',
      'shortcut: A }',
    );
    expect(isEqual(diffModels(modelOf(NET), modelOf(same)))).toBe(true);
  });

  it('is a repeat, with the depth and the costs', () => {
    const diff = diffOf((text) => text.replace('filters: 16, repeat: 3', 'filters: 16, repeat: 5'));
    expect(lines(diff.changes)).toEqual(['~ conv2_x (repeat 3 → 5)']);
    // Two blocks more of two 3×3 convolutions from 16 to 16 and their norms, on 32×32 pixels.
    expect(diff.trainable.after).toBe(Number(diff.trainable.before) + 2 * (2 * 9 * 16 * 16 + 2 * 32));
    expect(diff.macs.after).toBe(Number(diff.macs.before) + 2 * 2 * 9 * 16 * 16 * 32 * 32);
    expect(diff.layers).toEqual({ before: 14, after: 18 });
  });

  it('names what causes a change, and calls what follows reshaped', () => {
    const diff = diffOf((text) => text.replace('input: [32, 32, 3]', 'input: [28, 28, 3]'));
    expect(diff.inputs).toEqual([{ name: 'input', before: '32×32×3', after: '28×28×3' }]);
    expect(lines(diff.changes)).toEqual([
      '= conv1 (32×32×16 → 28×28×16)',
      '= conv2_x (32×32×16 → 28×28×16)',
      '= conv3_x (16×16×32 → 14×14×32)',
    ]);
  });

  it('finds what was put in, whatever the numbers of the others become', () => {
    const diff = diffOf((text) => text.replace('  - pool:', '  - conv: {filters: 32, kernel: 1}\n  - pool:'));
    expect(lines(diff.changes)).toEqual(['+ conv']);
    expect(diff.changes[0]?.trainable).toEqual({ before: 0, after: 32 * 32 + 64 });
  });

  it('knows a stage by its name when its block is another', () => {
    const diff = diffOf((text) =>
      text.replace('block: basic, filters: 32', 'block: preactivation, filters: 32'),
    );
    expect(lines(diff.changes)).toEqual(['~ conv3_x (block basic → preactivation; first – → 0)']);
  });

  it('looks into a block of the file whose text changed, once for all its uses', () => {
    const own = NET.replaceAll('block: basic', 'block: mine').replace(
      'layers:',
      `blocks:
  mine:
    parameters: {filters: required, stride: 1, shortcut: null}
    layers:
      - residual:
          branch:
            - conv: {filters: $filters, stride: $stride}
            - conv: {filters: $filters, activation: none}
          shortcut: $shortcut
      - relu
layers:`,
    );
    const diff = diffOf(
      (text) =>
        text.replace(
          '{filters: $filters, stride: $stride}',
          '{filters: $filters, stride: $stride, kernel: 5}',
        ),
      own,
    );
    expect(lines(diff.changes)).toEqual([
      '~ conv2_x',
      '  ~ conv2_x.1',
      '    ~ residual',
      '      ~ residual.branch',
      '        ~ residual.branch.conv (kernel 3 → 5)',
      '~ conv3_x',
      '  ~ conv3_x.1',
      '    ~ residual',
      '      ~ residual.branch',
      '        ~ residual.branch.conv (kernel 3 → 5)',
      '  ~ conv3_x.2',
      '    ~ residual',
      '      ~ residual.branch',
      '        ~ residual.branch.conv (kernel 3 → 5)',
    ]);
  });

  describe('tells of attributes only those that mean something', () => {
    const differs = (before: string, after: string): string[] => {
      const text = (layer: string): string => `input: [8, 8, 8]\nlayers:\n  - ${layer}\n    name: a\n`;
      return lines(diffModels(modelOf(text(before)), modelOf(text(after))).changes);
    };

    it.each([
      ['conv: {filters: 4, norm: batch}', 'conv: {filters: 8, norm: batch}', 'filters 4 → 8'],
      ['norm: batch', 'norm: layer', 'type batch → layer'],
      ['norm: batch', 'norm: {type: group, groups: 2}', 'type batch → group; groups – → 2'],
      ['norm: {type: group, groups: 4}', 'norm: {type: group, groups: 2}', 'groups 4 → 2'],
      ['norm: {type: batch, momentum: 0.5}', 'norm: {type: layer, momentum: 0.9}', 'type batch → layer'],
      ['norm: {gamma_init: 0}', 'norm: {scale: false}', 'scale true → false'],
      ['activation: relu', 'activation: tanh', 'type relu → tanh'],
      ['activation: {type: leaky_relu, slope: 0.2}', 'activation: relu', 'type leaky_relu → relu'],
      [
        'activation: relu',
        'activation: {type: leaky_relu, slope: 0.2}',
        'type relu → leaky_relu; slope – → 0.2',
      ],
      [
        'conv: {filters: 4, norm: batch, activation: relu}',
        'conv: 4',
        'bias false → true; norm.type batch → –; activation.type relu → –',
      ],
      ['conv: 8', 'depthwise_conv: 3', 'kind conv → depthwise_conv'],
    ])('%s to %s', (before, after, words) => {
      const shape = /filters 4 → 8/.test(words) ? '; 8×8×4 → 8×8×8' : '';
      expect(differs(before, after)).toEqual([`~ a (${words}${shape})`]);
    });

    it.each([
      ['norm: {type: layer, momentum: 0.9}', 'norm: {type: layer, momentum: 0.5}'],
      ['norm: {type: batch, groups: 4}', 'norm: {type: batch, groups: 2}'],
      ['activation: {type: tanh, slope: 0.1}', 'activation: {type: tanh, slope: 0.2}'],
      [
        'conv: {filters: 4, init: {type: zeros, gain: 1}}',
        'conv: {filters: 4, init: {type: zeros, gain: 2}}',
      ],
    ])('and that %s is %s', (before, after) => {
      expect(differs(before, after)).toEqual([]);
    });
  });

  describe('takes the branches of a parallel by their names', () => {
    const net = (branches: string, merge: string): Model =>
      modelOf(`input: [8, 8, 8]\nlayers:\n  - parallel: {branches: {${branches}}, merge: ${merge}}\n`);
    const left = 'left: [{conv: {filters: 4, kernel: 3}}]';
    const right = 'right: [{conv: {filters: 4, kernel: 1}}]';
    const differs = (before: Model, after: Model): string[] => lines(diffModels(before, after).changes);

    it('so that other places change only what the merge takes first', () => {
      expect(differs(net(`${left}, ${right}`, 'concat'), net(`${right}, ${left}`, 'concat'))).toEqual([
        '~ parallel',
        '  ~ parallel.concat (from parallel.left.conv, parallel.right.conv → parallel.right.conv, parallel.left.conv)',
      ]);
    });

    it.each(['add', 'mean'])('and nothing for %s', (merge) => {
      expect(differs(net(`${left}, ${right}`, merge), net(`${right}, ${left}`, merge))).toEqual([]);
    });

    it('so that exchanged contents are two changes, each at its name', () => {
      const exchanged = `${left.replace('3', '1')}, ${right.replace('1', '3')}`;
      expect(differs(net(`${left}, ${right}`, 'concat'), net(exchanged, 'concat'))).toEqual([
        '~ parallel',
        '  ~ parallel.left',
        '    ~ parallel.left.conv (kernel 3 → 1)',
        '  ~ parallel.right',
        '    ~ parallel.right.conv (kernel 1 → 3)',
      ]);
    });

    it('but knows the same branches under other names', () => {
      const renamed = `${left.replace('left', 'right')}, ${right.replace('right', 'left')}`;
      expect(differs(net(`${left}, ${right}`, 'concat'), net(renamed, 'concat'))).toEqual([]);
    });

    it('also where a sum in one of them takes the same in another order', () => {
      const sum = (name: string, producers: string): string =>
        `${name}: [{conv: 4, name: a}, {conv: 4, name: b}, {add: [${producers}]}]`;
      const before = net(`${sum('left', 'a, b')}, ${right}`, 'concat');
      const after = net(`${sum('right', 'b, a')}, ${right.replace('right', 'left')}`, 'concat');
      expect(differs(before, after)).toEqual([]);
    });

    it('and a new one beside them', () => {
      const more = `${right}, new: [dropout: 0.5, {conv: 4}], ${left}`;
      expect(differs(net(`${left}, ${right}`, 'add'), net(more, 'add'))).toEqual([
        '~ parallel',
        '  + parallel.new',
        '  ~ parallel.add (from parallel.left.conv, parallel.right.conv → parallel.right.conv, parallel.new.conv, parallel.left.conv)',
      ]);
    });
  });

  describe('finds what only the wiring tells', () => {
    const head = 'input: [8, 8, 8]\nlayers:\n';
    const differs = (before: string, after: string): string[] => {
      const diff = diffModels(modelOf(head + before), modelOf(head + after));
      return [
        ...lines(diff.changes),
        ...diff.outputs.map(({ before: old, after: young }) => `${old ?? ''} → ${young ?? ''}`),
      ];
    };
    const rows = '  - conv: 8\n    name: a\n  - conv: 8\n    name: b\n  - conv: 8\n    name: c\n';

    it('another producer of a sum', () => {
      expect(differs(`${rows}  - add: [b, c]\n`, `${rows}  - add: [a, c]\n`)).toEqual([
        '~ add (from b, c → a, c)',
      ]);
    });

    it('but not the order in which a sum takes them, as a residual with a survival does', () => {
      expect(differs(`${rows}  - add: [a, c]\n`, `${rows}  - add: [c, a]\n`)).toEqual([]);
      expect(differs(`${rows}  - multiply: [a, c]\n`, `${rows}  - multiply: [c, a]\n`)).toEqual([]);
    });

    it('an order of channels', () => {
      expect(differs(`${rows}  - concat: [a, c]\n`, `${rows}  - concat: [c, a]\n`)).toEqual([
        '~ concat (from a, c → c, a)',
      ]);
    });

    it('a layer that takes the input instead of the one above', () => {
      const last = (from: string): string => `  - conv: 8\n    name: d${from}\n  - add: [c, d]\n`;
      expect(differs(rows + last(''), rows + last('\n    from: input'))).toEqual(['~ d (from c → input)']);
    });

    it('several inputs by their names', () => {
      const taking = (from: string): string =>
        `inputs: {a: [8, 8, 3], b: [8, 8, 3]}\nlayers:\n  - concat: [${from}]\n  - conv: 16\n`;
      const { changes } = diffModels(modelOf(taking('a, b')), modelOf(taking('b, a')));
      expect(changes.map(({ attributes }) => attributes)).toEqual([
        [{ name: 'from', before: 'a, b', after: 'b, a' }],
      ]);
    });

    it('outputs in another order', () => {
      const text = (outputs: string): string => `input: [8, 8, 8]\noutputs: [${outputs}]\nlayers:\n${rows}`;
      const diff = diffModels(modelOf(text('b, c')), modelOf(text('c, b')));
      expect(isEqual(diff)).toBe(false);
      expect(diff.outputs.map(({ before, after }) => [before, after])).toEqual([
        ['b', 'c'],
        ['c', 'b'],
      ]);
    });

    it('and nothing where a layer before it was put in', () => {
      const skip = '  - add: [a, c]\n';
      expect(
        differs(rows + skip, `${rows.replace('    name: b\n', '    name: b\n  - relu\n')}${skip}`),
      ).toEqual(['+ relu']);
    });
  });

  it('tells blocks of a stage apart that differ late, and says a repeat beside a changed text', () => {
    const net = (when: string, kernel: number, repeat: number): string => `
input: [8, 8, 8]
blocks:
  mine:
    layers:
      - conv: {filters: 8, kernel: ${kernel}}
      - squeeze_excite: 2
        when: $(${when})
layers:
  - stage: {block: mine, repeat: ${repeat}}
`;
    const late = diffModels(modelOf(net('index > 2', 3, 6)), modelOf(net('index > 4', 3, 6)));
    expect(isEqual(late)).toBe(false);
    const both = diffModels(modelOf(net('1', 3, 2)), modelOf(net('1', 5, 3)));
    expect(lines(both.changes)).toEqual([
      '~ stage (repeat 2 → 3)',
      '  ~ stage.1',
      '    ~ conv (kernel 3 → 5)',
    ]);
  });

  it('is between two variants of one file what their parameters are about', () => {
    const file = new URL('../../../examples/resnet-cifar10.resnet.yaml', import.meta.url);
    const text = readFileSync(file, 'utf8');
    const diff = diffModels(modelOf(text, 'resnet20'), modelOf(text, 'resnet1202'));
    expect(lines(diff.changes)).toEqual([
      '~ conv2_x (repeat 3 → 200)',
      '~ conv3_x (repeat 3 → 200)',
      '~ conv4_x (repeat 3 → 200)',
    ]);
    expect(diff.trainable).toEqual({ before: 269_722, after: 19_421_274 });
  });

  it('is of any two lists of layers what turns the first into the second', () => {
    const layer = fc.constantFrom(
      'conv: 8',
      'conv: 16',
      'conv: {filters: 8, kernel: 1}',
      'norm',
      'relu',
      'dropout: 0.1',
    );
    const list = fc.array(layer, { minLength: 1, maxLength: 8 });
    const model = (layers: readonly string[]): Model =>
      modelOf(`input: [8, 8, 8]\nlayers:\n${layers.map((text) => `  - ${text}\n`).join('')}`);
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { changes } = diffModels(model(before), model(after));
        const count = (type: UnitChange['type']): number =>
          changes.filter((each) => each.type === type).length;
        expect(after.length - before.length).toBe(count('added') - count('removed'));
        if (before.join() === after.join()) expect(changes).toEqual([]);
        const back = diffModels(model(after), model(before)).changes;
        expect(back.filter(({ type }) => type === 'added')).toHaveLength(count('removed'));
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
