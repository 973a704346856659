import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { packModel } from '../../../src/core/drawing/drawModel.ts';
import { packed } from '../../../src/core/drawing/packing.ts';
import { DEFAULT_GRAPH_VIEW, type ToGraph } from '../../../src/protocol/graph.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import type { GraphHarness } from '../../support/graphHarness.ts';
import { click, graphOfEachTest, last, press } from '../../support/graphSteps.ts';

const NET = exampleText('resnet-cifar10');
const OTHER = NET.replace('dense: 10', 'dense: 5');
const DOCUMENT = { uri: 'file:///net.resnet.yaml', name: 'net.resnet.yaml' };
const SIDE = { name: 'other', text: NET.replace('dense: 10', 'dense: 12'), variant: null };
const open = graphOfEachTest();

/** What the extension sends of this text for the view that a page begins with. */
function drawn(text: string, version: number): ToGraph {
  const { model } = analyze(text);
  if (model === null) throw new Error('no model');
  return {
    type: 'show',
    document: DOCUMENT,
    view: DEFAULT_GRAPH_VIEW,
    version,
    isCurrent: true,
    drawing: packed(packModel(model, DEFAULT_GRAPH_VIEW)),
    newestVersion: version,
    errors: 0,
    warnings: 0,
    error: '',
    errorRange: null,
    comparison: null,
  };
}

/** Presses a button, and before the answer can come, another message does. */
async function pressBefore(page: GraphHarness, name: string, message: ToGraph): Promise<void> {
  await page.page.evaluate(`(() => {
    const named = (each) => (each.ariaLabel ?? each.textContent) === ${JSON.stringify(name)};
    [...document.querySelectorAll('.toolbar button')].find(named).click();
    dispatchEvent(new MessageEvent('message', {data: ${JSON.stringify(message)}}));
  })()`);
  await page.settle();
}

describe('an answer that comes late', () => {
  it('in another view takes neither its place nor its fit from the one that is asked for', async () => {
    const page = await open({ height: 500 });
    await page.type(NET);
    await press(page, 'Blocks');
    const place = await page.spot('conv3_x');
    await press(page, 'Stages');
    await press(page, 'Zoom in');
    await pressBefore(page, 'Blocks', drawn(NET, 1));
    expect(await page.spot('conv3_x')).toEqual(place);
  });

  it('about a layer of another file shows nothing of it here', async () => {
    const page = await twoFiles();
    await press(page, 'Inspector');
    const release = page.hold('inspected');
    await click(page, 'conv3_x');
    await page.switchTo('other.resnet.yaml');
    await release();
    const told = await page.page.locator('.inspector').innerText();
    expect(told).not.toContain('conv3_x');
    expect(told).toContain('Select a layer');
  });

  it('and refuses a change of another file opens no menu here', async () => {
    const page = await twoFiles();
    await typeRepeat(page);
    const [showNow, answerNow] = [page.hold('show'), page.hold('designAnswer')];
    await page.typeAtOnce(`${NET}# more\n`);
    await apply(page);
    await showNow();
    await page.switchTo('other.resnet.yaml');
    await answerNow();
    expect(page.text()).toBe(OTHER);
    expect(await page.page.locator('.menu:visible').count()).toBe(0);
  });

  it('and says that something was changed in another file selects nothing in this one', async () => {
    const page = await twoFiles();
    await typeRepeat(page);
    const answerNow = page.hold('designAnswer');
    await apply(page);
    await expect.poll(() => page.text()).toContain('repeat: 9');
    await page.switchTo('other.resnet.yaml');
    await answerNow();
    for (const more of ['# 1\n', '# 2\n', '# 3\n']) await page.type(OTHER + more);
    expect(await page.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0);
  });
});

/** The first is shown; another one is known. */
async function twoFiles(): Promise<GraphHarness> {
  const page = await open({ width: 1200 });
  await page.switchTo('other.resnet.yaml');
  await page.type(OTHER);
  await page.switchTo('net.resnet.yaml');
  await page.type(NET);
  return page;
}

/** Into the form for the repeats of a stage, as far as the preview. */
async function typeRepeat(page: GraphHarness): Promise<void> {
  await click(page, 'conv3_x');
  await page.page.getByRole('button', { name: 'Change' }).click();
  await page.page.locator('[role=menuitem]', { hasText: 'Repeat: ' }).click();
  await page.page.keyboard.type('9');
  await page.page.locator('.menu-preview', { hasText: /\+[\d,]+ parameters/ }).waitFor();
}

/** Takes what was typed, and waits until the page has asked for it. */
async function apply(page: GraphHarness): Promise<void> {
  await page.page.keyboard.press('Enter');
  await expect.poll(() => last(page, 'designAsk')?.ask.kind).toBe('apply');
}

describe('a text that has gone on', () => {
  it('still has its caret lit up in the drawing of the older one', async () => {
    const page = await open({ height: 400 });
    await page.type(NET);
    await press(page, 'Blocks');
    expect((await page.spot('conv4_x')).y).toBeGreaterThan(400);
    const offset = NET.indexOf('filters: 64');
    const drawnAt = { version: 1, offset };
    const { uri } = DOCUMENT;
    await page.send({ type: 'caret', uri, version: 7, offset: offset + 900, drawn: drawnAt, reveal: true });
    await page.settle();
    expect((await page.spot('conv4_x')).y).toBeLessThan(400);
  });

  it('is followed to the mistake where it stands in the newest one', async () => {
    const page = await open();
    await page.type(NET);
    const broken = NET.replace(/^layers:$/m, 'layers:\n  - con');
    await page.type(broken);
    await page.page.getByRole('button', { name: 'Go to the mistake' }).click();
    const goto = last(page, 'goto');
    expect(goto).toMatchObject({ uri: DOCUMENT.uri, version: 2, focus: true });
    expect(broken.slice(goto?.start, goto?.end)).toBe('con');
    // A box is of the older text.
    await click(page, 'conv3_x');
    expect(last(page, 'goto')).toMatchObject({ uri: DOCUMENT.uri, version: 1 });
  });
});

describe('what cannot be', () => {
  it('says why there is no drawing, before there was one and after', async () => {
    const page = await open();
    const failed: ToGraph = { type: 'failed', document: DOCUMENT, reason: 'Connection is closed.' };
    await page.send(failed);
    const empty = page.page.locator('.empty:visible');
    await expect
      .poll(() => empty.innerText())
      .toContain('net.resnet.yaml could not be drawn: Connection is closed.');
    await page.screenshot('failed-empty');
    await page.type(NET);
    expect(await empty.count()).toBe(0);
    await page.send(failed);
    const banner = page.page.locator('.banner:visible');
    await expect
      .poll(() => banner.innerText())
      .toContain('net.resnet.yaml could not be drawn: Connection is closed.');
    await page.screenshot('failed-banner');
    await page.type(`${NET}\n`);
    expect(await banner.count()).toBe(0);
  });

  it('has the plain twin refused while it compares, with the reason, and back afterwards', async () => {
    const page = await open({ width: 1300 });
    await page.type(NET);
    await press(page, 'Plain twin');
    const twin = page.page.getByRole('button', { name: 'Plain twin', exact: true });
    const state = async (): Promise<unknown> => [
      await twin.isDisabled(),
      await twin.getAttribute('aria-pressed'),
      await twin.getAttribute('title'),
    ];
    const usual = await state();
    expect(usual).toEqual([false, 'true', expect.stringContaining('without its shortcuts')]);
    await page.compareWith(SIDE);
    expect(await state()).toEqual([true, 'false', expect.stringContaining('Stop comparing')]);
    await page.screenshot('twin-refused');
    await page.type(`${NET}\n`);
    expect(await twin.isDisabled()).toBe(true);
    await page.page.getByRole('button', { name: 'Stop' }).click();
    await page.settle();
    expect(await state()).toEqual(usual);
  });
});
