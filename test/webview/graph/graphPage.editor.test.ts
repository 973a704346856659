import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_GRAPH_VIEW, type FromGraph } from '../../../src/protocol/graph.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const resnet20 = exampleText('resnet-cifar10');
const resnet34 = exampleText('resnet-imagenet-basic');
const URI = 'file:///net.resnet.yaml';

let graph: GraphHarness | null = null;

async function open(size: { width?: number; height?: number } = {}): Promise<GraphHarness> {
  graph = await startGraph(size);
  return graph;
}

/** Whatever else a test shows: the page kept to its policy and made no mistake. */
afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

function last<T extends FromGraph['type']>(
  page: GraphHarness,
  type: T,
): Extract<FromGraph, { type: T }> | undefined {
  return page.said
    .filter((message): message is Extract<FromGraph, { type: T }> => message.type === type)
    .at(-1);
}

async function press(page: GraphHarness, name: string): Promise<void> {
  await page.page.getByRole('button', { name, exact: true }).click();
  await page.settle();
}

async function click(page: GraphHarness, id: string, clickCount = 1): Promise<void> {
  const { x, y } = await page.spot(id);
  await page.page.mouse.click(x, y, { clickCount });
  await page.settle();
}

const states = (page: GraphHarness): Record<string, string> =>
  Object.fromEntries(page.drawing().nodes.map(({ id, state }) => [id, state]));
const selected = (page: GraphHarness): Promise<string | null> =>
  page.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');
const banner = (page: GraphHarness): Promise<string> => page.page.locator('.banner').innerText();

describe('the content security policy', () => {
  it('is in force: what breaks it is reported', async () => {
    const page = await open();
    await page.page.evaluate(
      "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://elsewhere.test/a.png\">')",
    );
    await page.settle();
    const reports = page.said.filter(({ type }) => type === 'pageError');
    expect(reports).toHaveLength(1);
    expect(JSON.stringify(reports)).toContain('img-src');
    page.said.length = 0;
  });

  it('is kept by everything that the page does', async () => {
    const page = await open();
    await page.type(resnet34);
    for (const name of ['Blocks', 'Ops', 'Stages', 'Open all', 'Close all', 'Fit']) await press(page, name);
    for (const theme of THEMES) await page.setTheme(theme);
    const { x, y } = await page.spot('conv3_x');
    await page.page.mouse.move(x, y);
    await page.settle();
    expect(page.said.filter(({ type }) => type === 'pageError')).toEqual([]);
  });
});

describe('what is shown', () => {
  it('tells what to do while there is no spec', async () => {
    const page = await open();
    await page.send({ type: 'empty' });
    await page.settle();
    expect(await page.page.locator('.empty').innerText()).toContain('.resnet.yaml');
    expect(await page.page.locator('.toolbar button:enabled').count()).toBe(0);
    await press(page, 'Open a spec');
    expect(last(page, 'openSpec')).toBeDefined();
  });

  it('says why a first text cannot be drawn', async () => {
    const page = await open();
    await page.type('layers:\n  - conv: {filters: 16');
    expect(await page.page.locator('.empty').innerText()).toContain('YAML');
    await press(page, 'Go to the mistake');
    expect(last(page, 'goto')).toMatchObject({ focus: true });
  });

  it('fits on the first show, readable in a narrow panel', async () => {
    const page = await open({ width: 260, height: 640 });
    await page.type(resnet20);
    for (const id of ['input:input', 'output:dense']) {
      const { x, y, zoom } = await page.spot(id);
      expect(zoom).toBeGreaterThan(0.6);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(260);
      expect(y).toBeLessThan(640);
    }
  });

  it('keeps the last drawing while the text is broken, and says so', async () => {
    const page = await open();
    await page.type(resnet20);
    const before = await page.spot('conv2_x');
    await page.type(resnet20.replace('shortcut: A', 'shortcut: ['));
    expect(await banner(page)).toContain('the last drawing that could be made');
    expect(await page.page.locator('.canvas.stale').count()).toBe(1);
    await click(page, 'conv3_x', 2);
    expect(states(page).conv3_x).toBe('open');
    expect((await page.spot('conv2_x')).y).toBeCloseTo(before.y, 0);
    await page.type(resnet20);
    expect(await page.page.locator('.banner').isVisible()).toBe(false);
    expect(await page.page.locator('.canvas.stale').count()).toBe(0);
  });

  it('tells of the mistake that keeps the text from being drawn, and leads to it', async () => {
    const page = await open();
    const misfit = resnet20.replace('shortcut: A', 'shortcut: identity');
    await page.type(misfit);
    expect(await banner(page)).toContain('cannot be added');
    const half = misfit.replace('- dense: 10', '- dens: 10');
    await page.type(half);
    expect(await banner(page)).toContain('There is no kind dens');
    await page.screenshot('stale-banner');
    await press(page, 'Go to the mistake');
    const goto = last(page, 'goto');
    expect(half.slice(goto?.start, goto?.end)).toBe('dens');
  });

  it('draws an addition that does not fit, and the banner leads to it', async () => {
    const page = await open();
    const text = resnet20.replace('shortcut: A', 'shortcut: identity');
    await page.type(text);
    expect(await banner(page)).toContain('32×32×16');
    expect(page.drawing().nodes.find(({ id }) => id === 'conv3_x')?.problem).toBe('32×32×16 ≠ 16×16×32');
    await press(page, 'Go to the mistake');
    const goto = last(page, 'goto');
    expect(text.slice(goto?.start, goto?.end)).not.toBe('');
  });

  it('shows a text that was closed and opened again, although its versions begin anew', async () => {
    const page = await open();
    await page.type(resnet34);
    await page.type(resnet20);
    const document = { uri: 'file:///net.resnet.yaml', name: 'net.resnet.yaml' };
    const rest = { errors: 0, warnings: 0, error: '', errorRange: null, comparison: null };
    const [first] = page.drawing().nodes;
    const nodes = first === undefined ? [] : [first];
    const drawing = { ...page.drawing(), nodes, edges: [], texts: [] };
    const view = DEFAULT_GRAPH_VIEW;
    await page.send({ type: 'show', document, view, version: 1, isCurrent: true, drawing, ...rest });
    await page.settle();
    expect(await page.page.locator('[role=treeitem]').count()).toBe(1);
  });
});

describe('several documents', () => {
  it('each keeps what is open, zoom, place and selection', async () => {
    const page = await open();
    await page.type(resnet20);
    await click(page, 'conv3_x', 2);
    await press(page, '+');
    const before = await page.spot('conv3_x');
    await page.switchTo('other.resnet.yaml');
    await page.type(resnet34);
    expect(states(page)).toMatchObject({ conv3_x: 'closed' });
    expect(await page.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0);
    await press(page, 'Blocks');
    await page.switchTo('net.resnet.yaml');
    const after = await page.spot('conv3_x');
    expect(after).toEqual(before);
    expect(states(page)).toMatchObject({ conv3_x: 'open', conv2_x: 'closed' });
    expect(await selected(page)).toMatch(/^conv3_x/);
    expect(await page.page.getByRole('button', { name: 'Stages' }).getAttribute('aria-pressed')).toBe('true');
    await page.switchTo('other.resnet.yaml');
    expect(await page.page.getByRole('button', { name: 'Blocks' }).getAttribute('aria-pressed')).toBe('true');
    expect(states(page)['conv3_x.1']).toBe('open');
  });

  it('says nothing of the one before while another cannot be drawn', async () => {
    const page = await open();
    await page.type(resnet20);
    await page.switchTo('broken.resnet.yaml');
    await page.type('layers: [');
    expect(await page.page.locator('.empty').isVisible()).toBe(true);
    expect(await page.page.locator('[role=treeitem]').count()).toBe(0);
    await page.switchTo('net.resnet.yaml');
    expect(await page.page.locator('.empty').isVisible()).toBe(false);
    expect(await page.page.locator('.toolbar button:disabled').count()).toBe(0);
  });

  it('takes the caret of another document for nothing', async () => {
    const page = await open({ height: 400 });
    await page.type(resnet20);
    await press(page, 'Blocks');
    const before = await page.spot('conv4_x');
    const offset = resnet20.indexOf('filters: 64');
    await page.send({ type: 'caret', uri: 'file:///other', version: 1, offset, reveal: true });
    await page.settle();
    expect(await page.spot('conv4_x')).toEqual(before);
  });
});

describe('opening and closing', () => {
  it('follows the level', async () => {
    const page = await open();
    await page.type(resnet20);
    await press(page, 'Blocks');
    expect(last(page, 'view')).toEqual({ type: 'view', uri: URI, view: { level: 'blocks', toggled: {} } });
    expect(states(page)['conv3_x.1']).toBe('open');
    expect(await page.page.getByRole('button', { name: 'Blocks' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('opens a stage with two clicks and leaves it where it was', async () => {
    const page = await open();
    await page.type(resnet20);
    const before = await page.spot('conv4_x');
    const top = before.y - 14 * before.zoom;
    await click(page, 'conv4_x', 2);
    expect(states(page)).toMatchObject({ conv4_x: 'open', conv3_x: 'closed' });
    const after = await page.spot('conv4_x');
    expect(after.y - 14 * after.zoom).toBeCloseTo(top, 0);
    await click(page, 'conv4_x', 2);
    expect(states(page).conv4_x).toBe('closed');
  });

  it('opens with the button in the corner', async () => {
    const page = await open();
    await page.type(resnet20);
    const { x, y, zoom } = await page.spot('conv3_x');
    const width = page.drawing().nodes.find(({ id }) => id === 'conv3_x')?.box.width ?? 0;
    await page.page.mouse.click(x + (width / 2 - 10) * zoom, y - 4 * zoom);
    await page.settle();
    expect(states(page).conv3_x).toBe('open');
  });

  it('opens all step by step, and closes all', async () => {
    const page = await open();
    await page.type(resnet20);
    await press(page, 'Open all');
    expect(states(page)).toMatchObject({ conv2_x: 'open', 'conv2_x.1': 'closed' });
    await press(page, 'Open all');
    expect(states(page)['conv2_x.1']).toBe('open');
    await press(page, 'Close all');
    expect(Object.values(states(page))).not.toContain('open');
  });
});

describe('editor and drawing', () => {
  it('a click leads to the text', async () => {
    const page = await open();
    await page.type(resnet20);
    await click(page, 'conv3_x');
    const goto = last(page, 'goto');
    expect(goto).toMatchObject({ version: 1, focus: false });
    expect(resnet20.slice(goto?.start, goto?.end)).toMatch(/^stage: {block: basic, filters: 32/);
  });

  it('the caret lights the node up and brings it into view', async () => {
    const page = await open({ height: 400 });
    await page.type(resnet20);
    await press(page, 'Blocks');
    const before = await page.spot('conv4_x');
    expect(before.y).toBeGreaterThan(400);
    const offset = resnet20.indexOf('filters: 64');
    await page.send({ type: 'caret', uri: URI, version: 1, offset, reveal: true });
    await page.settle();
    expect((await page.spot('conv4_x')).y).toBeLessThan(400);
    await page.screenshot('caret');
  });

  it('dragging pans and moves no node', async () => {
    const page = await open();
    await page.type(resnet20);
    const before = [await page.spot('conv2_x'), await page.spot('conv4_x')] as const;
    await page.page.mouse.move(before[0].x, before[0].y);
    await page.page.mouse.down();
    await page.page.mouse.move(before[0].x + 60, before[0].y + 40, { steps: 6 });
    await page.page.mouse.up();
    await page.settle();
    const after = [await page.spot('conv2_x'), await page.spot('conv4_x')] as const;
    for (const at of [0, 1] as const) {
      expect(after[at].x - before[at].x).toBeCloseTo(60, -1);
      expect(after[at].y - before[at].y).toBeCloseTo(40, -1);
    }
  });

  it('an edit elsewhere leaves what is on the screen where it is', async () => {
    const page = await open();
    await page.type(resnet20);
    await press(page, 'Blocks');
    await click(page, 'conv2_x.1');
    const before = await page.spot('conv2_x.1');
    await page.type(
      resnet20.replace(
        '- conv: {filters: 16, kernel: 3}',
        '- dropout: 0.1\n  - conv: {filters: 16, kernel: 3}',
      ),
    );
    const after = await page.spot('conv2_x.1');
    expect(after.x).toBeCloseTo(before.x, 0);
    expect(after.y).toBeCloseTo(before.y, 0);
    expect(after.zoom).toBe(before.zoom);
    expect(await selected(page)).toMatch(/^basic ×3/);
  });

  it('a reload keeps what is open, zoom, place and selection', async () => {
    const page = await open();
    await page.type(resnet20);
    await click(page, 'conv3_x', 2);
    await press(page, '+');
    const before = await page.spot('conv3_x');
    await page.reload();
    await page.settle();
    expect(last(page, 'ready')?.views[URI]?.toggled).toEqual({ conv3_x: true });
    const after = await page.spot('conv3_x');
    expect(after.zoom).toBeCloseTo(before.zoom, 5);
    expect(after.y).toBeCloseTo(before.y, 0);
    expect(await selected(page)).toMatch(/^conv3_x/);
  });
});

describe('by keyboard', () => {
  it('arrows follow the lines, Enter opens, Escape leads out, plus and minus zoom', async () => {
    const page = await open();
    await page.type(resnet20);
    await page.page.locator('[role=tree]').focus();
    const key = async (...names: readonly string[]): Promise<void> => {
      for (const name of names) await page.page.keyboard.press(name);
      await page.settle();
    };
    await key('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await selected(page)).toMatch(/^conv2_x/);
    await key('Enter');
    expect(states(page).conv2_x).toBe('open');
    await key('ArrowDown');
    expect(await selected(page)).toMatch(/^basic ×3/);
    await key('Escape');
    expect(await selected(page)).toMatch(/^conv2_x/);
    await key('ArrowUp');
    expect(await selected(page)).toMatch(/^3×3 conv/);
    await key('ArrowDown', 'Escape');
    const { zoom } = await page.spot('conv2_x');
    await key('+');
    expect((await page.spot('conv2_x')).zoom).toBeGreaterThan(zoom);
    await key('0');
    expect((await page.spot('conv2_x')).zoom).toBeCloseTo(1, 5);
    await key(' ');
    expect(last(page, 'goto')).toMatchObject({ focus: true });
  });

  it('the toolbar is reached with Tab, and everything in the drawing has words', async () => {
    const page = await open();
    await page.type(resnet34);
    await page.page.keyboard.press('Tab');
    expect(await page.page.evaluate('document.activeElement.textContent')).toBe('Stages');
    const labels = await page.page.evaluate<string[]>(
      "[...document.querySelectorAll('[role=treeitem]')].map((item) => item.ariaLabel)",
    );
    expect(labels).toHaveLength(page.drawing().nodes.length);
    // Three maps of 112·112·64 numbers of 4 bytes: before and after the norm, and after the ReLU.
    expect(labels).toContain(
      '7×7 conv, 64, /2, BN, ReLU, conv1, 224×224×3 → 112×112×64, 9,536 parameters, 118,013,952 multiply-adds, 9.2 MiB activations, sees 7×7',
    );
  });
});

describe('pictures', () => {
  it.each(THEMES)('in the theme %s', async (theme) => {
    const page = await open({ width: 620, height: 900 });
    await page.setTheme(theme);
    await page.type(resnet34);
    await page.screenshot(`stages-${theme}`);
    await press(page, 'Blocks');
    await page.screenshot(`blocks-${theme}`);
    await page.type(exampleText('resnet-imagenet-basic').replace('shortcut: B', 'shortcut: identity'));
    await page.screenshot(`misfit-${theme}`);
    await page.type('layers: [');
    await page.screenshot(`broken-${theme}`);
  });

  it.each([
    'three-in-three-out',
    'plain-and-residual-twin',
    'resnet-imagenet-bottleneck',
    'preactivation-cifar10',
  ])('of %s', async (name) => {
    const page = await open({ width: 1100, height: 1100 });
    await page.type(exampleText(name));
    await press(page, 'Fit');
    await page.screenshot(`${name}-stages`);
    for (const level of ['Blocks', 'Ops']) {
      await press(page, level);
      await page.screenshot(`${name}-${level.toLowerCase()}`);
    }
  });
});
