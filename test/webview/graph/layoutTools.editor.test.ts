import { afterEach, describe, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';

const resnet34 = exampleText('resnet-imagenet-basic');
let graph: GraphHarness | null = null;

async function open(size: { width: number; height: number }): Promise<GraphHarness> {
  graph = await startGraph(size);
  return graph;
}

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

const pressed = (page: GraphHarness, name: string): Promise<string | null> =>
  page.page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed');

describe('to the right', () => {
  it('arrow keys follow the data, levels keep the direction, and a reload and the file do, too', async () => {
    const page = await open({ width: 1200, height: 500 });
    await page.type(resnet34);
    await press(page, 'To the right');
    expect(page.drawing().direction).toBe('right');
    expect(await pressed(page, 'To the right')).toBe('true');
    const [first, last] = [await page.spot('input:input'), await page.spot('conv5_x')];
    expect(last.x).toBeGreaterThan(first.x + 300);
    expect(Math.abs(last.y - first.y)).toBeLessThan(20);
    await page.page.locator('[role=tree]').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight'])
      await page.page.keyboard.press(key);
    await page.settle();
    const chosen = page.page.locator('[role=treeitem][aria-selected=true]');
    expect(await chosen.getAttribute('aria-label')).toMatch(/^conv2_x/);
    await page.screenshot('right-stages');
    await press(page, 'Blocks');
    expect(page.drawing()).toMatchObject({ direction: 'right', level: 'blocks' });
    await page.screenshot('right-blocks');
    await page.reload();
    await page.settle();
    expect(page.drawing()).toMatchObject({ direction: 'right', level: 'blocks' });
    await page.switchTo('other.resnet.yaml');
    await page.type(exampleText('resnet-cifar10'));
    expect(page.drawing().direction).toBe('down');
    expect(await pressed(page, 'To the right')).toBe('false');
    await page.switchTo('net.resnet.yaml');
    expect(await pressed(page, 'To the right')).toBe('true');
    await press(page, 'To the right');
    expect(page.drawing().direction).toBe('down');
  });

  it('is drawn in dark colours and of three inputs', async () => {
    const page = await open({ width: 1200, height: 700 });
    await page.setTheme('dark');
    await page.type(exampleText('three-in-three-out'));
    await press(page, 'To the right');
    await press(page, 'Fit');
    await page.screenshot('right-three-dark');
    expect(page.drawing().direction).toBe('right');
  });
});

describe('the plain twin', () => {
  it('stands beside the net, opens and closes with it, and is kept', async () => {
    const page = await open({ width: 900, height: 1000 });
    await page.type(resnet34);
    await press(page, 'Plain twin');
    const ids = (): string[] => page.drawing().nodes.map(({ id }) => id);
    expect(ids()).toEqual(expect.arrayContaining(['plain:conv3_x', 'conv3_x']));
    const [plain, residual] = [await page.spot('plain:conv3_x'), await page.spot('conv3_x')];
    expect(plain.x).toBeLessThan(residual.x - 100);
    expect(plain.y).toBeCloseTo(residual.y, 0);
    await page.page.mouse.click(plain.x, plain.y, { clickCount: 2 });
    await page.settle();
    expect(ids()).toEqual(expect.arrayContaining(['plain:conv3_x.1', 'conv3_x.1']));
    await press(page, 'Blocks');
    await page.screenshot('twin-blocks');
    await page.setTheme('dark');
    await page.screenshot('twin-blocks-dark');
    await page.reload();
    await page.settle();
    expect(await pressed(page, 'Plain twin')).toBe('true');
    expect(ids()).toContain('plain:conv3_x.1');
    await press(page, 'Plain twin');
    expect(ids().filter((id) => id.startsWith('plain:'))).toEqual([]);
  });
});

it('the sizes alone', async () => {
  const page = await open({ width: 620, height: 900 });
  await page.type(resnet34);
  await press(page, 'Sizes');
  expect(page.drawing().level).toBe('sizes');
  expect(await pressed(page, 'Sizes')).toBe('true');
  await page.screenshot('sizes');
});
