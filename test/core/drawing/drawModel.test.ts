import { describe, expect, it } from 'vitest';
import type { Drawing, DrawingNode } from '../../../src/core/drawing/drawing.ts';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import type { Level, ViewState } from '../../../src/core/drawing/viewState.ts';
import { exampleModel, exampleText, modelOf } from '../../support/exampleSpecs.ts';

const at = (level: Level, toggled: ViewState['toggled'] = {}): ViewState => ({ level, toggled });
const node = (drawing: Drawing, id: string): DrawingNode => {
  const found = drawing.nodes.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} is not drawn`);
  return found;
};
const resnet34 = exampleModel('resnet-imagenet-basic', { variant: 'resnet34' });
const resnet20 = exampleModel('resnet-cifar10', { variant: 'resnet20' });

describe('the stages of ResNet-34', () => {
  const drawing = drawModel(resnet34);

  it('are one box each, with what the paper says of them', () => {
    const lines = drawing.nodes.map(({ title, subtitle }) =>
      [title, subtitle].filter((text) => text !== '').join(': '),
    );
    expect(lines).toEqual([
      'input  224×224×3',
      '7×7 conv, 64, /2: BN, ReLU',
      '3×3 max pool, /2',
      'conv2_x: basic ×3, 64',
      'conv3_x: basic ×4, 128, /2',
      'conv4_x: basic ×6, 256, /2',
      'conv5_x: basic ×3, 512, /2',
      'global avg pool',
      'fc 1000',
      'output  1000',
    ]);
  });

  it('say the output size where it changes, as in Table 1', () => {
    const sizes = drawing.texts.filter(({ role }) => role === 'size').map(({ text }) => text);
    expect(sizes).toEqual(['112×112×64', '56×56×64', '28×28×128', '14×14×256', '7×7×512', '512', '1000']);
  });

  it('have a colour each, in data flow order', () => {
    const colours = drawing.nodes.filter(({ stage }) => stage >= 0).map(({ stage }) => stage);
    expect(colours).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("the paper's Figure 3", () => {
  const runs = ['conv2_x.1×', 'conv3_x.2×', 'conv4_x.2×', 'conv5_x.2×'];
  const drawing = drawModel(resnet34, at('blocks', Object.fromEntries(runs.map((id) => [id, true]))));

  it('has 33 convolutions and a dense layer', () => {
    const boxes = drawing.nodes.filter(({ form, title }) => form === 'box' && /conv|fc/.test(title));
    expect(boxes).toHaveLength(34);
  });

  it('has 16 shortcuts, of which the three that change dimensions are dotted', () => {
    const shortcuts = drawing.edges.filter(({ kind }) => kind !== 'data');
    expect(shortcuts.filter(({ kind }) => kind === 'identity')).toHaveLength(13);
    expect(
      shortcuts.filter(({ kind }) => kind === 'dimension').map(({ target, label }) => [target, label]),
    ).toEqual([
      ['conv3_x.1.residual.add', 'B'],
      ['conv4_x.1.residual.add', 'B'],
      ['conv5_x.1.residual.add', 'B'],
    ]);
  });

  it('folds equal blocks to one with their number, and spells them out again', () => {
    const folded = drawModel(resnet34, at('blocks'));
    expect(node(folded, 'conv4_x.2').repeat).toBe(5);
    expect(folded.nodes.some(({ id }) => id === 'conv4_x.3')).toBe(false);
    expect(folded.texts.some(({ text }) => /×5$/.test(text))).toBe(true);
    expect(node(drawing, 'conv4_x.3').run).toEqual({ id: 'conv4_x.2×', count: 5, index: 2 });
  });
});

it('labels option A and draws nothing on the line', () => {
  const drawing = drawModel(resnet20, at('blocks'));
  const dotted = drawing.edges.filter(({ kind }) => kind === 'dimension');
  expect(dotted.map(({ label }) => label)).toEqual(['A', 'A']);
  expect(dotted[0]?.source).toBe('conv2_x.1.residual.add');
  expect(drawing.texts.filter(({ role, text }) => role === 'edge' && text === 'A')).toHaveLength(2);
});

it('shows every op of ResNet-1202', () => {
  const drawing = drawModel(exampleModel('resnet-cifar10', { variant: 'resnet1202' }), at('ops'));
  expect(drawing.nodes.filter(({ kind }) => kind === 'op')).toHaveLength(4207);
});

it('keeps equal blocks folded where there are too many ops to show', () => {
  const huge = drawModel(exampleModel('resnet-cifar10', { set: { n: 2000 } }), at('ops'));
  expect(node(huge, 'conv3_x.2').repeat).toBe(1999);
  expect(huge.nodes.length).toBeLessThan(100);
});

describe('an addition that does not fit', () => {
  const model = modelOf(exampleText('resnet-cifar10').replace('shortcut: A', 'shortcut: identity'));

  it('is a broken edge with both shapes', () => {
    const drawing = drawModel(model, at('blocks'));
    const broken = drawing.edges.filter(({ kind }) => kind === 'broken');
    expect(broken.map(({ target, label }) => [target, label])).toEqual([
      ['conv3_x.1.residual.add', '32×32×16\n≠ 16×16×32'],
      ['conv4_x.1.residual.add', '16×16×32\n≠ 8×8×64'],
    ]);
    expect(node(drawing, 'conv3_x.1.residual.add').problem).toBe('32×32×16 ≠ 16×16×32');
    expect(node(drawing, 'conv2_x.1').problem).toBe('');
  });

  it('shows in a stage that is closed', () => {
    const drawing = drawModel(model);
    expect(node(drawing, 'conv3_x').problem).toBe('32×32×16 ≠ 16×16×32');
    expect(
      drawing.texts.some(({ owner, text }) => owner === 'conv3_x' && text === '32×32×16 ≠ 16×16×32'),
    ).toBe(true);
  });

  it('is found at a concatenation, too', () => {
    const text =
      'input: [8, 8, 3]\nlayers:\n  - conv: {filters: 4, stride: 2}\n    name: a\n  - concat: [input, a]\n';
    const broken = drawModel(modelOf(text)).edges.find(({ kind }) => kind === 'broken');
    expect(broken?.label).toBe('4×4×4\n≠ 8×8×3');
  });
});

describe('an addition that fits for some sizes only', () => {
  // Half of H, rounded up, doubled again: H where H is even.
  const text =
    'input: [H, H, 4]\nlayers:\n  - pool: {type: max, size: 2, stride: 2, rounding: ceil}\n  - upsample: 2\n  - add: [input, upsample]\n';

  it('is an edge of its own kind with both shapes and the condition', () => {
    const { edges, nodes, texts } = drawModel(modelOf(text), at('ops'));
    const conditional = edges.filter(({ kind }) => kind === 'conditional');
    expect(conditional.map(({ label }) => label.split('\n'))).toEqual([
      ['2·⌈H/2⌉×2·⌈H/2⌉×4', '≟ H×H×4', 'H must be even'],
    ]);
    expect(texts.filter(({ role }) => role === 'condition')).toHaveLength(3);
    expect(edges.filter(({ kind }) => kind === 'broken')).toEqual([]);
    // Nothing is wrong yet: only an error is.
    expect(nodes.filter(({ problem }) => problem !== '')).toEqual([]);
  });

  it('is broken where it fits for no size', () => {
    const { edges } = drawModel(modelOf(text.replace('upsample: 2', 'upsample: 3')), at('ops'));
    expect(edges.map(({ kind }) => kind)).not.toContain('conditional');
    expect(edges.map(({ kind }) => kind)).toContain('broken');
  });
});

describe('opening and closing', () => {
  it('opens one stage and leaves the others', () => {
    const drawing = drawModel(resnet20, at('stages', { conv3_x: true }));
    expect(node(drawing, 'conv3_x').state).toBe('open');
    expect(node(drawing, 'conv3_x.1')).toMatchObject({ parent: 'conv3_x', state: 'closed' });
    expect(node(drawing, 'conv2_x').state).toBe('closed');
  });

  it('names what is in a block by its full path', () => {
    const drawing = drawModel(resnet20, at('stages', { conv3_x: true, 'conv3_x.1': true }));
    const inner = drawing.nodes.filter(({ parent }) => parent === 'conv3_x.1').map(({ id }) => id);
    expect(inner).toHaveLength(3);
    expect(inner.every((id) => id.startsWith('conv3_x.1.residual.'))).toBe(true);
  });

  it('leaves ids as they are from level to level', () => {
    const ids = (level: Level): Set<string> =>
      new Set(drawModel(resnet20, at(level)).nodes.map(({ id }) => id));
    for (const id of ids('stages')) expect(ids('ops')).toContain(id);
  });
});

describe('places', () => {
  const tops = (drawing: Drawing): Map<string, string> =>
    new Map(drawing.nodes.map(({ id, box }) => [id, `${box.x} ${box.y}`]));

  it('of what stands above an edit do not change', () => {
    const text = exampleText('resnet-cifar10');
    const before = tops(drawModel(modelOf(text), at('blocks')));
    const edited = text.replace('- dense: 10', '- dense: 100\n  - dropout: 0.1\n  - softmax');
    const after = tops(drawModel(modelOf(edited), at('blocks')));
    expect(edited).not.toBe(text);
    for (const [id, place] of before) if (id.startsWith('conv')) expect(after.get(id)).toBe(place);
  });

  it('are alike in equal blocks', () => {
    const drawing = drawModel(resnet20, at('ops'));
    const inside = (block: string): string[] => {
      const frame = node(drawing, block).box;
      return drawing.nodes
        .filter(({ parent }) => parent === block)
        .map(
          ({ id, box }) =>
            `${id.slice(block.length)} ${(box.x - frame.x).toFixed(3)} ${(box.y - frame.y).toFixed(3)}`,
        );
    };
    expect(inside('conv4_x.2')).toHaveLength(7);
    expect(inside('conv4_x.3')).toEqual(inside('conv4_x.2'));
  });

  it('of the main line are on one vertical line', () => {
    const drawing = drawModel(resnet34, at('blocks'));
    const middles = drawing.nodes
      .filter(({ form }) => form !== 'frame')
      .map(({ box }) => box.x + box.width / 2);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(0.01);
  });

  it('of the main line are on one vertical line also around blocks whose columns are tangled', () => {
    // FractalNet joins the inner columns twice and the outermost once.
    const drawing = drawModel(exampleModel('fractal-cifar10'), at('blocks'));
    const main = drawing.nodes.filter(({ form, parent }) => form !== 'frame' && parent === null);
    const middles = main.map(({ box }) => box.x + box.width / 2);
    expect(main.map(({ title }) => title).filter((title) => title.includes('pool'))).toHaveLength(5);
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(0.01);
  });
});

describe('the text behind a node', () => {
  const text = exampleText('three-in-three-out');
  const drawing = drawModel(modelOf(text), at('blocks'));
  const written = (id: string): string => {
    const [range] = node(drawing, id).ranges;
    return range === undefined ? '' : text.slice(range.start, range.end);
  };

  it('is its own item in a block of the file', () => {
    expect(written('conv1')).toMatch(/^conv: {filters: 64, kernel: 7, stride: 2}/);
    expect(written('level2.conv')).toBe('conv: {filters: $filters, stride: 2}');
  });

  it('is the use of a block that ships', () => {
    const shipped = exampleText('resnet-cifar10');
    const stage = drawModel(resnet20, at('blocks')).nodes.filter(({ id }) => id.startsWith('conv3_x'));
    for (const { ranges } of stage) {
      expect(shipped.slice(ranges[0]?.start, ranges[0]?.end)).toMatch(/^stage: {block: basic, filters: 32/);
    }
  });

  it('is marked where a problem lies in it', () => {
    const start = text.indexOf('conv: {filters: $filters, stride: 2}');
    const marked = drawModel(modelOf(text), at('blocks'), {
      problems: [{ range: { start, end: start + 4 }, text: 'wrong' }],
    });
    const wrong = marked.nodes.filter(({ problem }) => problem === 'wrong').map(({ id }) => id);
    expect(wrong).toContain('level2.conv');
    expect(wrong.every((id) => id.endsWith('.conv'))).toBe(true);
  });
});

it('says which inputs are not used', () => {
  const drawing = drawModel(exampleModel('three-in-three-out'));
  const notes = drawing.nodes
    .filter(({ kind }) => kind === 'input')
    .map(({ id, subtitle }) => [id, subtitle]);
  expect(notes).toEqual([
    ['input:left', ''],
    ['input:middle', 'not used'],
    ['input:right', 'not used'],
  ]);
});

it('puts a plain net beside its residual twin', () => {
  const drawing = drawModel(exampleModel('plain-and-residual-twin'), at('blocks'));
  const [plain, residual] = ['plain', 'residual'].map((id) => node(drawing, id).box);
  expect(plain?.y).toBe(residual?.y);
  expect((plain?.x ?? 0) + (plain?.width ?? 0)).toBeLessThan(residual?.x ?? 0);
  const kinds = new Set(
    drawing.edges.filter(({ target }) => target.startsWith('plain')).map(({ kind }) => kind),
  );
  expect([...kinds]).toEqual(['data']);
});

it('draws the inputs of a model of which nothing could be built', () => {
  const body = { ...resnet20.body, nodes: [], outputs: [], groups: [] };
  const drawing = drawModel({ ...resnet20, body });
  expect(drawing.nodes.map(({ id }) => id)).toEqual(['input:input']);
});

describe('unused inputs', () => {
  const distances = (drawing: Drawing): number[] => {
    const boxes = drawing.nodes
      .filter(({ kind }) => kind === 'input')
      .map(({ box }) => box)
      .sort((a, b) => a.x - b.x);
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(1);
    return boxes.slice(1).map(({ x }, at) => {
      const before = boxes[at];
      return before === undefined ? 0 : x - before.x - before.width;
    });
  };

  it.each(['stages', 'blocks', 'ops'] as const)('stand beside the one that is used: %s', (level) => {
    const [first = 0, second = 0] = distances(drawModel(exampleModel('three-in-three-out'), at(level)));
    expect(Math.max(first, second)).toBeLessThan(60);
    expect(Math.min(first, second)).toBeGreaterThan(10);
  });

  it('do so also where the first is not the one that is used', () => {
    const text =
      'inputs: {a: [8, 8, 3], b: [8, 8, 3], c: [8, 8, 3]}\nlayers:\n  - conv: 8\n    from: c\n  - conv: 8\n';
    for (const distance of distances(drawModel(modelOf(text)))) expect(distance).toBeLessThan(60);
  });
});

describe('shared weights', () => {
  // 3·3·4·4 weights and 4 biases each: twice in the block, once beside it.
  const block = 'blocks:\n  pair:\n    layers:\n      - conv: 4\n      - conv: 4\n';
  const text = `input: [8, 8, 4]\n${block}layers:\n  - block: pair\n    name: one\n  - block: pair\n    name: two\n    weights: one\n  - conv: 4\n`;

  it.each(['blocks', 'ops'] as const)('are counted once, where they are, on the level %s', (level) => {
    const { nodes } = drawModel(modelOf(text), at(level, { one: true, two: true, 'one×': true }));
    const figures = nodes.flatMap(({ id, kind, trainable }) => (kind === 'op' ? [[id, trainable]] : []));
    expect(figures).toEqual([
      ['one.conv', 148],
      ['one.conv_2', 148],
      ['two.conv', 0],
      ['two.conv_2', 0],
      ['conv', 148],
    ]);
    const frames = nodes.filter(({ form }) => form === 'frame').map(({ trainable }) => trainable);
    expect(frames).toEqual([296, 0]);
  });
});
