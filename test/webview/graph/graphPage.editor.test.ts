import { describe, expect, it } from 'vitest';
import { packModel } from '../../../src/core/drawing/drawModel.ts';
import { packed } from '../../../src/core/drawing/packing.ts';
import { DEFAULT_GRAPH_VIEW } from '../../../src/protocol/graph.ts';
import { exampleText, modelOf } from '../../support/exampleSpecs.ts';
import type { GraphHarness } from '../../support/graphHarness.ts';
import { click, graphOfEachTest, last, press, selected, states } from '../../support/graphSteps.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const resnet20 = exampleText('resnet-cifar10');
const resnet34 = exampleText('resnet-imagenet-basic');
const open = graphOfEachTest();
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
    const rest = { newestVersion: 1, errors: 0, warnings: 0, error: '', errorRange: null, comparison: null };
    const drawing = packed(packModel(modelOf('input: [8]\nlayers:\n  - dense: 2\n'), DEFAULT_GRAPH_VIEW));
    const view = DEFAULT_GRAPH_VIEW;
    await page.send({ type: 'show', document, view, version: 1, isCurrent: true, drawing, ...rest });
    await page.settle();
    expect(await page.page.locator('[role=treeitem]').count()).toBe(3);
  });
});

describe('several documents', () => {
  it('each keeps what is open, zoom, place and selection', async () => {
    const page = await open();
    await page.type(resnet20);
    await click(page, 'conv3_x', 2);
    await press(page, 'Zoom in');
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
    await page.send({ type: 'caret', uri: 'file:///other', version: 1, offset, drawn: null, reveal: true });
    await page.settle();
    expect(await page.spot('conv4_x')).toEqual(before);
  });
});
