import { afterEach, describe, expect, it } from 'vitest';
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

async function press(page: GraphHarness, name: string): Promise<void> {
  await page.page.getByRole('button', { name, exact: true }).click();
  await page.settle();
}

async function click(page: GraphHarness, id: string): Promise<void> {
  const { x, y } = await page.spot(id);
  await page.page.mouse.click(x, y);
  await page.settle();
}

const selected = (page: GraphHarness): Promise<string | null> =>
  page.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');

describe('ResNet-1202', () => {
  const resnet1202 = exampleText('resnet-cifar10').replace(/^parameters:.*$/m, 'parameters: {n: 200}');
  const items = '[role=treeitem]';
  /** How many pixels the fullest of the canvases has. */
  const painted = (page: GraphHarness): Promise<number> =>
    page.page.evaluate<number>(`(() => {
      const canvases = [...document.querySelectorAll('canvas')].filter(({ width }) => width > 0);
      return Math.max(...canvases.map((canvas) => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((count, value, at) => count + (at % 4 === 3 && value > 0 ? 1 : 0), 0);
      }));
    })()`);

  it('is shown folded and with its 4,207 ops, of which the page holds what is in view', async () => {
    const page = await open();
    await page.type(resnet1202);
    expect(page.drawing().nodes.find(({ id }) => id === 'conv2_x')?.state).toBe('closed');
    await press(page, 'Ops');
    await page.settle();
    expect(page.drawing().nodes.length).toBeGreaterThan(4207);
    expect(await page.page.locator(items).count()).toBe(400);
    await page.screenshot('resnet1202-ops');
    await press(page, 'Fit');
    expect(await painted(page)).toBeGreaterThan(700);
    await page.screenshot('resnet1202-fit');
  });

  it('tells assistive technology where each op stands, also far down', async () => {
    const page = await open();
    await page.type(resnet1202);
    await press(page, 'Ops');
    // Input, first convolution, norm, ReLU, three stages, pool, dense and output stand beside each other.
    const first = page.page.locator(items).first();
    expect(await first.getAttribute('aria-setsize')).toBe('10');
    expect(await first.getAttribute('aria-posinset')).toBe('1');
    await page.page.locator('[role=tree]').focus();
    await page.page.keyboard.press('/');
    await page.page.keyboard.type('conv4_x.200');
    await page.settle();
    const chosen = page.page.locator(`${items}[aria-selected=true]`);
    expect(await chosen.getAttribute('aria-label')).toMatch(/^basic, /);
    expect(await chosen.getAttribute('aria-level')).toBe('2');
    expect(await chosen.getAttribute('aria-posinset')).toBe('200');
    expect(await chosen.getAttribute('aria-setsize')).toBe('200');
    const described = await page.page.locator('[role=tree]').getAttribute('aria-activedescendant');
    expect(await chosen.getAttribute('id')).toBe(described);
    expect(await page.page.locator(items).count()).toBe(400);
    await page.screenshot('resnet1202-found');
  });

  it('a click far down and one in the overview lead to the text', async () => {
    const page = await open();
    await page.type(resnet1202);
    await press(page, 'Ops');
    await page.page.mouse.move(300, 400);
    for (let step = 0; step < 12; step++) await page.page.mouse.wheel(0, 900);
    await page.settle();
    await page.settle();
    await click(page, 'conv2_x.30');
    expect(await selected(page)).toMatch(/, conv2_x\.30, /);
    await click(page, 'conv2_x.28');
    for (let step = 0; step < 15; step++)
      await page.page.getByRole('button', { name: 'Zoom out', exact: true }).click();
    await page.settle();
    await page.screenshot('resnet1202-overview');
    const { x, y, zoom } = await page.spot('conv2_x.30');
    expect(zoom).toBeLessThan(0.045);
    await page.page.mouse.click(x, y + 160 * zoom);
    await page.settle();
    expect(await selected(page)).toMatch(/conv2_x\.30/);
    const goto = page.said.findLast((message) => message.type === 'goto');
    expect(resnet1202.slice(goto?.start, goto?.end)).not.toBe('');
  });
});
