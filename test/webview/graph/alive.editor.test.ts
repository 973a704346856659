import { afterEach, describe, expect, it } from 'vitest';
import type { FromGraph } from '../../../src/protocol/graph.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';

let graph: GraphHarness | null = null;

async function open(): Promise<GraphHarness> {
  graph = await startGraph();
  return graph;
}

/** Whatever else a test shows: the page kept to its policy and made no mistake. */
afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

const resnet20 = exampleText('resnet-cifar10');
const gotos = (page: GraphHarness): FromGraph[] => page.said.filter(({ type }) => type === 'goto');

async function press(page: GraphHarness, name: string): Promise<void> {
  await page.page.getByRole('button', { name, exact: true }).click();
  await page.settle();
}

/** How many pixels around a place are red, in a drawing whose stages have other colours. */
function redPixels(page: GraphHarness, { x, y }: { x: number; y: number }): Promise<number> {
  return page.page.evaluate<number>(`(() => {
    const side = 240;
    let count = 0;
    for (const canvas of document.querySelectorAll('canvas')) {
      const area = canvas.getBoundingClientRect();
      if (canvas.width === 0 || area.width === 0) continue;
      const scale = canvas.width / area.width;
      const [left, top] = [(${x} - area.left) * scale - side / 2, (${y} - area.top) * scale - side / 2];
      const { data } = canvas.getContext('2d').getImageData(left, top, side, side);
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 200 && data[at] - Math.max(data[at + 1], data[at + 2]) > 90) count += 1;
    }
    return count;
  })()`);
}

it('a line that does not fit is red, and both shapes stand beside it', async () => {
  const page = await open();
  // Without convolutions, whose stage has a warm colour.
  const text =
    'input: [4]\nlayers:\n  - residual:\n      branch:\n        - dense: 8\n      shortcut: identity\n';
  await page.type(text.replace('dense: 8', 'dense: 4'));
  expect(await redPixels(page, await page.spot('residual.add'))).toBe(0);
  await page.type(text);
  const [broken] = page.drawing().edges.filter(({ kind }) => kind === 'broken');
  expect(broken?.label).toBe('4\n≠ 8');
  const shown = page.drawing().texts.filter(({ role }) => role === 'broken');
  expect(shown.map((line) => line.text)).toEqual(['4', '≠ 8']);
  expect(await redPixels(page, await page.spot('residual.add'))).toBeGreaterThan(100);
  await page.screenshot('broken-line');
});

it('a drag that begins on a box only pans: it moves, selects and leads to nothing', async () => {
  const page = await open();
  await page.type(resnet20);
  await press(page, 'Blocks');
  const boxes = page.drawing().nodes.map(({ box }) => box);
  const { x, y } = await page.spot('conv3_x.2');
  for (const button of ['left', 'middle'] as const) {
    await page.page.mouse.move(x, y);
    await page.page.mouse.down({ button });
    await page.page.mouse.move(x - 90, y + 70, { steps: 8 });
    await page.page.mouse.up({ button });
    await page.settle();
  }
  expect(gotos(page)).toEqual([]);
  expect(await page.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0);
  expect(await page.page.evaluate<string>('String(getSelection())')).toBe('');
  expect(page.drawing().nodes.map(({ box }) => box)).toEqual(boxes);
});

it('an edit touches only what it changes, for the eye and for a screen reader', async () => {
  const page = await open();
  await page.type(resnet20);
  await press(page, 'Blocks');
  await page.page.evaluate(`(() => {
    globalThis.seen = [...document.querySelectorAll('[role=treeitem]')];
    globalThis.changed = [];
    new MutationObserver((records) => {
      for (const { type, target, attributeName } of records) globalThis.changed.push([type, attributeName, target.ariaLabel]);
    }).observe(document.querySelector('[role=tree]'), { subtree: true, childList: true, attributes: true });
  })()`);
  await page.type(resnet20.replace('- dense: 10', '- dense: 100'));
  const stayed = await page.page.evaluate<number>(
    'globalThis.seen.filter((item) => item.isConnected).length',
  );
  expect(stayed).toBe(page.drawing().nodes.length);
  const changed = await page.page.evaluate<unknown[]>(
    "globalThis.changed.filter(([, name]) => name === 'aria-label').map(([, , label]) => label)",
  );
  expect(changed).toEqual([expect.stringMatching(/^fc 100,/), expect.stringMatching(/^output {2}100/)]);
});

describe('only what changes the size', () => {
  it('a row that was opened is folded again by the button at each of its units', async () => {
    const page = await open();
    const text =
      'input: [8, 8, 4]\nlayers:\n  - dropout: 0.5\n  - conv: 4\n  - block: {type: basic, filters: 4}\n';
    await page.type(text);
    await press(page, 'Sizes');
    const row = 'dropout×';
    expect(page.drawing().nodes.map(({ id }) => id)).toContain(row);
    const { x, y } = await page.spot(row);
    await page.page.mouse.dblclick(x, y);
    await page.settle();
    expect(page.drawing().nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['dropout', 'conv', 'block']),
    );
    await page.screenshot('size-row-opened');
    const { box } = page.drawing().nodes.find(({ id }) => id === 'conv') ?? { box: null };
    if (box === null) throw new Error('conv is not drawn');
    const spot = await page.spot('conv');
    await page.page.mouse.click(spot.x + (box.width / 2 - 10) * spot.zoom, spot.y + (10 - 14) * spot.zoom);
    await page.settle();
    expect(page.drawing().nodes.map(({ id }) => id)).toContain(row);
  });
});

it('200 drawings leave the page as large as it was', async () => {
  const page = await open();
  await page.type(resnet20);
  await press(page, 'Ops');
  const session = await page.page.context().newCDPSession(page.page);
  const redraw = async (count: number): Promise<number> => {
    for (let key = 0; key < count; key++) {
      const text = resnet20.replace('- dense: 10', `- dense: ${10 + (key % 7)}`);
      await page.typeAtOnce(key % 2 === 0 ? text.replace('kernel: 3}', 'kernel: 5}') : text);
    }
    await page.settle();
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
  const before = await redraw(40);
  const after = await redraw(200);
  // What one drawing takes, kept 200 times over, would be more than twice as much.
  expect(after / before).toBeLessThan(1.1);
});
