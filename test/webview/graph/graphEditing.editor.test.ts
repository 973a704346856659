import { describe, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { click, graphOfEachTest, last, press, selected, states } from '../../support/graphSteps.ts';

const resnet20 = exampleText('resnet-cifar10');
const URI = 'file:///net.resnet.yaml';
const open = graphOfEachTest();

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
    await page.send({ type: 'caret', uri: URI, version: 1, offset, drawn: null, reveal: true });
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
    await press(page, 'Zoom in');
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
