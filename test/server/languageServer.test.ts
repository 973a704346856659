import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import { DRAWING_REQUEST, type DrawingAnswer } from '../../src/protocol/graph.ts';
import { SPEC_REQUESTS, type SpecInfo } from '../../src/protocol/specInfo.ts';
import { LspClient, placeOf, rangeOfWord, SPEC_URI, WHOLE } from '../support/lspClient.ts';

/** The example of the language page's section on diagnostics: 32×32×16 against 16×16×32. */
const MISFIT = `input: [32, 32, 16]
defaults:
  conv: {bias: false, norm: batch, activation: relu}
layers:
  - residual:
      branch:
        - conv: {filters: 32, stride: 2}
        - conv: {filters: 32, activation: none}
      shortcut: identity
  - relu
`;

const DIGITS = `model: digits
parameters: {n: 2}
variants:
  deep: {n: 5}
input: [8, 8, 1]
layers:
  - conv: {filters: 16, bias: false, norm: batch}
    name: conv1
  - stage: {block: basic, filters: 16, repeat: $n}
    name: conv2_x
  - pool: global_average
  - dense: 10
train: {dataset: digits, epochs: 1}
`;

function drawn(drawing: DrawingAnswer['drawing']): Drawing {
  if (drawing === null) throw new Error('nothing is drawn');
  return expandDrawing(drawing);
}

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

function newText(action: CodeAction | undefined, text: string): string {
  const change = action?.edit?.documentChanges?.[0];
  if (change === undefined || !('edits' in change)) throw new Error('no edits');
  const lines = text.split('\n');
  const offset = (position: { line: number; character: number }): number =>
    lines.slice(0, position.line).join('\n').length + (position.line > 0 ? 1 : 0) + position.character;
  return change.edits.reduceRight((result, edit) => {
    if (!('newText' in edit)) throw new Error('no plain edit');
    return result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end));
  }, text);
}

describe('diagnostics', () => {
  it('has none for a sound spec', async () => {
    expect(await client.show(DIGITS)).toEqual([]);
  });

  it('says what does not fit, at the shortcut, with the other sides', async () => {
    const [mistake, ...more] = await client.show(MISFIT);
    expect(more).toEqual([]);
    expect(mistake).toMatchObject({
      code: 'shape.residual-mismatch',
      codeDescription: { href: 'file:///product/media/docs/diagnostics.md#shaperesidual-mismatch' },
      severity: 1,
      source: 'ResNet Designer',
      range: rangeOfWord(MISFIT, 'identity'),
    });
    expect(mistake?.message).toContain(
      'The branch gives 16×16×32 and the identity shortcut 32×32×16, so they cannot be added.',
    );
    const related = mistake?.relatedInformation?.map(({ location }) => location.range.start.line);
    expect(related).toContain(placeOf(MISFIT, 'conv', 3).line);
  });

  it('follows every change and names its version', async () => {
    await client.show(DIGITS);
    const broken = await client.edit(rangeOfWord(DIGITS, 'basic'), 'basics');
    expect(broken.map(({ code }) => code)).toEqual(['reference.unknown-block']);
    const place = placeOf(DIGITS, 'basic');
    const extra = {
      start: { ...place, character: place.character + 5 },
      end: { ...place, character: place.character + 6 },
    };
    expect(await client.edit(extra, '')).toEqual([]);
  });

  it('takes back what it said about a text that is closed', async () => {
    await client.show(MISFIT);
    await client.close();
    expect(await client.diagnostics(undefined)).toEqual([]);
  });

  it('analyses only the last of many changes that come at once', async () => {
    await client.show(DIGITS);
    for (let version = 2; version <= 30; version++) void client.change([{ text: MISFIT }], version);
    await client.diagnostics(30);
    expect(client.published.length).toBeLessThan(30);
  });
});

describe('quick fixes', () => {
  it('offers the paper’s options with what they cost', async () => {
    await client.show(MISFIT);
    const titles = (await client.quickFixes(rangeOfWord(MISFIT, 'identity'))).map(({ title }) => title);
    // 1·1·16·32 weights + 2·32 norm values; 512 weights at each of 16·16 pixels.
    expect(titles.find((title) => title.includes('shortcut: A'))).toContain(
      '(no parameters, no multiply-adds)',
    );
    const b = titles.find((title) => /shortcut: B/.test(title));
    expect(b).toContain('+576 parameters');
    expect(b).toContain('+131,072 multiply-adds');
    expect(titles.some((title) => /shortcut: C/.test(title) && title.includes('+576 parameters'))).toBe(true);
  });

  it.each(['A', 'B', 'C'])('mends the text with option %s', async (option) => {
    await client.show(MISFIT);
    const actions = await client.quickFixes(rangeOfWord(MISFIT, 'identity'));
    const mended = newText(
      actions.find(({ title }) => title.includes(`shortcut: ${option}`)),
      MISFIT,
    );
    expect(mended).toContain(`shortcut: ${option}`);
    expect(await client.show(mended)).toEqual([]);
  });

  it('corrects a misspelled key', async () => {
    const text = DIGITS.replace('filters: 16, bias', 'fliters: 16, bias');
    await client.show(text);
    const [fix] = await client.quickFixes(rangeOfWord(text, 'fliters'));
    expect(newText(fix, text)).toBe(DIGITS);
  });
});

describe('hover', () => {
  it('shows the arithmetic of a convolution with its numbers', async () => {
    await client.show(MISFIT);
    const text = await client.hover(placeOf(MISFIT, 'conv', 2));
    // padding: same on 32 with kernel 3 and stride 2 puts 0 before and 1 after (facts page).
    expect(text).toContain('⌊(32 + 0 + 1 − 3)/2⌋ + 1 = 16');
    expect(text).toContain('3·3·16·32 = 4,608 weights');
    expect(text).toContain('16·16 pixels = 1,179,648');
    expect(text).toContain('32×32×16 → 16×16×32');
  });

  it('shows the arithmetic of the language page for an unchanged size', async () => {
    const text = 'input: [32, 32, 3]\nlayers:\n  - conv: 16\n';
    await client.show(text);
    expect(await client.hover(placeOf(text, 'conv'))).toContain('⌊(32 + 2·1 − 3)/1⌋ + 1 = 32');
  });

  it('says which building block a residual closes and which channels are zeros', async () => {
    const text = MISFIT.replace('identity', 'A');
    await client.show(text);
    const hover = await client.hover(placeOf(text, 'residual'));
    expect(hover).toContain('second building block');
    expect(hover).toContain('zeros for 16 of the 32 channels');
    const plain = text
      .replace(', stride: 2', '')
      .replaceAll('32, act', '16, act')
      .replace('filters: 32}', 'filters: 16}');
    await client.show(plain);
    expect(await client.hover(placeOf(plain, 'residual'))).toContain('first building block');
  });

  it('says what a projection costs', async () => {
    const text = MISFIT.replace('identity', 'B');
    await client.show(text);
    const hover = await client.hover(placeOf(text, 'residual'));
    expect(hover).toContain('576 trainable and 64 non-trainable parameters and 131,072 multiply-adds');
  });

  it('gives the value of a parameter', async () => {
    await client.show(DIGITS);
    expect(await client.hover(placeOf(DIGITS, '$n'))).toContain('2');
    await client.connection.sendRequest(SPEC_REQUESTS.selectVariant, { uri: SPEC_URI, variant: 'deep' });
    expect(await client.hover(placeOf(DIGITS, '$n'))).toContain('`deep`: 5');
  });
});

describe('beside the text', () => {
  it('puts the output shape behind each layer', async () => {
    await client.show(DIGITS);
    const hints = await client.inlayHints(WHOLE);
    expect(hints.map(({ label }) => label)).toEqual(['→ 8×8×16', '→ 8×8×16', '→ 16', '→ 10']);
    expect(hints[1]?.position.line).toBe(placeOf(DIGITS, 'stage').line);
  });

  it('outlines the file', async () => {
    await client.show(MISFIT);
    const symbols = await client.symbols();
    expect(symbols.map(({ name }) => name)).toEqual(['input', 'defaults', 'layers']);
    const [residual] = symbols[2]?.children ?? [];
    expect(residual?.children?.[0]?.name).toBe('branch');
    expect(residual?.children?.[0]?.children?.map(({ name }) => name)).toEqual(['conv', 'conv_2']);
  });

  it('marks parameters', async () => {
    await client.show(DIGITS);
    const data = await client.semanticTokens();
    const place = placeOf(DIGITS, '$n');
    let line = 0;
    let character = 0;
    const types: number[] = [];
    for (let i = 0; i < data.length; i += 5) {
      const [lines = 0, characters = 0, , type = -1] = data.slice(i, i + 5);
      character = lines > 0 ? characters : character + characters;
      line += lines;
      if (line === place.line && character === place.character) types.push(type);
    }
    expect(types).toHaveLength(1);
  });
});

describe('completion', () => {
  const labels = async (text: string): Promise<string[]> => {
    const offset = text.indexOf('|');
    const whole = text.slice(0, offset) + text.slice(offset + 1);
    await client.show(whole);
    return (await client.complete(placeOf(text, '|'))).map(({ label }) => label);
  };

  it('offers kinds in a list', async () => {
    const offered = await labels('input: [8, 8, 1]\nlayers:\n  - |');
    expect(offered).toEqual(
      expect.arrayContaining(['conv', 'residual', 'stage', 'parallel', 'dense', 'relu']),
    );
  });

  it('offers the attributes that are not written yet', async () => {
    const offered = await labels('layers:\n  - conv: {filters: 3, |}');
    expect(offered).toEqual(expect.arrayContaining(['kernel', 'stride', 'padding', 'norm']));
    expect(offered).not.toContain('filters');
  });

  it('offers words, blocks, the parameters of a block, and names', async () => {
    expect(await labels('layers:\n  - conv: {padding: |}')).toEqual(['same', 'valid', 'half']);
    expect(await labels('layers:\n  - stage: {block: |}')).toEqual(
      expect.arrayContaining(['basic', 'bottleneck']),
    );
    expect(await labels('layers:\n  - stage: {block: bottleneck, |}')).toEqual(
      expect.arrayContaining(['filters', 'expansion', 'stride_on', 'repeat']),
    );
    expect(await labels('input: [1]\nlayers:\n  - relu:\n    name: first\n  - add: [|]\n')).toEqual([
      'first',
      'input',
    ]);
  });

  it('offers the layers around as producers, the nearest first', async () => {
    const text = `input: [1]
layers:
  - relu:
    name: outer
  - residual:
      branch:
        - relu
        - sigmoid
        - add: [relu, sigmoid]
          from: |
`;
    expect(await labels(text)).toEqual(['relu', 'sigmoid', 'outer', 'input']);
  });

  it('offers what a training takes', async () => {
    expect(await labels('train: {epochs: 1, |}')).toEqual(
      expect.arrayContaining(['dataset', 'learning_rate', 'seed']),
    );
    expect(await labels('train: {dataset: |}')).toEqual(['digits', 'cifar10', 'cifar100', 'idx', 'npz']);
    expect(await labels('train:\n  learning_rate:\n    warmup: {|}')).toEqual([
      'steps',
      'until_error',
      'rate',
    ]);
  });

  it('offers the papers that a spec can be compared with', async () => {
    expect(await labels('paper: |\n')).toEqual(expect.arrayContaining(['he2015-cifar', 'he2015-imagenet']));
  });

  it('offers the names that an expression may use', async () => {
    expect(await labels('parameters: {n: 3, width: 2}\nlayers:\n  - conv: $|')).toEqual(['n', 'width']);
    const inBlock = 'blocks:\n  b:\n    parameters: {filters: required}\n    layers:\n      - conv: $(|)\n';
    expect(await labels(inBlock)).toEqual(['filters', 'in', 'index', 'repeat']);
  });
});

describe('requests of the editor', () => {
  it('tells what a command wants to know', async () => {
    await client.show(DIGITS);
    const info = await client.connection.sendRequest<SpecInfo>(SPEC_REQUESTS.info, { uri: SPEC_URI });
    expect(info).toMatchObject({
      name: 'digits',
      variants: ['deep'],
      variant: null,
      hasTraining: true,
      errors: 0,
    });
  });

  it('tells of the mistake that keeps the text from being drawn, not of the first', async () => {
    const ask = (): Promise<DrawingAnswer> =>
      client.connection.sendRequest<DrawingAnswer>(DRAWING_REQUEST, {
        uri: SPEC_URI,
        view: { level: 'ops', toggled: {} },
      });
    const told = ({ errorRange }: DrawingAnswer, text: string): string =>
      errorRange === null ? '' : text.slice(errorRange.start, errorRange.end);
    await client.show(MISFIT);
    const misfit = await ask();
    expect(misfit.isCurrent).toBe(true);
    expect(misfit.error).toContain('cannot be added');
    const half = MISFIT.replace('  - relu', '  - dens: 10');
    await client.show(half);
    const stale = await ask();
    expect(stale).toMatchObject({ isCurrent: false, version: 1, errors: 2 });
    expect(stale.error).toContain('`dens`');
    expect(told(stale, half)).toBe('dens');
    await client.show(`train: {dataset: digits, batch: 2000, epochs: 1}\ninput: [9, 8, 1]\nlayers: []\n`);
    const empty = await ask();
    expect(empty.isCurrent).toBe(false);
    expect(empty.error).toContain('layer');
  });

  it('marks what differs from another text, and says what that comes to', async () => {
    const compare = (text: string): Promise<DrawingAnswer> =>
      client.connection.sendRequest<DrawingAnswer>(DRAWING_REQUEST, {
        uri: SPEC_URI,
        view: { level: 'stages', toggled: {} },
        comparedWith: { name: 'before', text, variant: null },
      });
    const text = 'input: [8, 8, 1]\nlayers:\n  - conv: 4\n  - flatten\n  - dense: 10\n';
    await client.show(text);
    const { drawing, comparison } = await compare(text.replace('conv: 4', 'conv: 2'));
    const changed = drawn(drawing).nodes.flatMap(({ id, change }) =>
      change === null ? [] : [`${id} ${change.type}`],
    );
    expect(changed).toEqual(['conv changed', 'flatten reshaped', 'dense reshaped']);
    // 9·2 + 2 and 8·8·2·10 + 10 parameters before; 9·4 + 4 and 8·8·4·10 + 10 after.
    expect(comparison).toMatchObject({
      name: 'before',
      totals: { trainable: { before: 1310, after: 2610 } },
    });
    const unreadable = await compare('input: [');
    expect(unreadable.comparison).toEqual({ name: 'before', totals: null });
    expect(drawn(unreadable.drawing).nodes.every(({ change }) => change === null)).toBe(true);
  });

  it('draws what does not fit, and the last whole net while one is half typed', async () => {
    const view = { level: 'ops', toggled: {} };
    const draw = (): Promise<DrawingAnswer> =>
      client.connection.sendRequest<DrawingAnswer>(DRAWING_REQUEST, { uri: SPEC_URI, view });
    await client.show(MISFIT);
    const misfit = await draw();
    expect(misfit).toMatchObject({ version: 1, errors: 1 });
    expect(drawn(misfit.drawing).edges.some(({ kind }) => kind === 'broken')).toBe(true);
    await client.show(MISFIT.replace('  - relu', '  - rel'));
    const half = await draw();
    expect(half.errors).toBeGreaterThan(0);
    expect(half.drawing).toEqual({ ...misfit.drawing, problems: [] });
  });
});

it('sorts the values that fit before all others', async () => {
  const text =
    'input: [8, 8, 24]\nlayers:\n  - residual:\n      branch:\n        - conv: {filters: }\n      shortcut: identity\n';
  await client.show(text);
  const offered = await client.complete(placeOf(text, '}'));
  const sorted = [...offered].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  expect(sorted[0]).toMatchObject({ label: '24', detail: 'fits here' });
});
