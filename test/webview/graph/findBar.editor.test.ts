import { afterEach, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

const count = (page: GraphHarness): Promise<string> => page.page.locator('.find-count').innerText();
const selected = (page: GraphHarness): Promise<string | null> =>
  page.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');

it('finds by kind and shape, goes on with Enter and back with Shift, and closes with Escape', async () => {
  graph = await startGraph();
  await graph.type(exampleText('resnet-imagenet-basic'));
  await graph.page.locator('.canvas[role=tree]').focus();
  await graph.page.keyboard.press('/');
  // Table 1 of the paper: conv3_x to conv5_x halve the map to 28, 14 and 7.
  await graph.page.keyboard.type('stage x');
  await graph.settle();
  expect(await count(graph)).toBe('1 of 4');
  expect(await selected(graph)).toContain('conv2_x');
  await graph.page.keyboard.press('Enter');
  expect(await selected(graph)).toContain('conv3_x');
  await graph.screenshot('find');
  await graph.page.keyboard.press('Shift+Enter');
  await graph.page.keyboard.press('Shift+Enter');
  expect(await selected(graph)).toContain('conv5_x');
  expect(await count(graph)).toBe('4 of 4');
  await graph.page.keyboard.press('Control+A');
  await graph.page.keyboard.type('14x14');
  expect(await count(graph)).toBe('1 of 1');
  expect(await selected(graph)).toContain('conv4_x');
  await graph.page.keyboard.type('x3');
  expect(await count(graph)).toBe('Nothing');
  await graph.page.keyboard.press('Escape');
  expect(await graph.page.locator('.find').isVisible()).toBe(false);
  // The arrows belong to the drawing again.
  await graph.page.keyboard.press('ArrowDown');
  expect(await selected(graph)).toContain('conv5_x');
});

it('counts anew when the drawing changes, and moves nothing', async () => {
  graph = await startGraph();
  await graph.type(exampleText('resnet-imagenet-basic'));
  await graph.page.getByRole('button', { name: 'Find' }).click();
  await graph.page.keyboard.type('conv2_x');
  expect(await count(graph)).toBe('1 of 1');
  const before = await graph.spot('conv2_x');
  await graph.type(exampleText('resnet-imagenet-basic').replace('name: conv2_x', 'name: other'));
  expect(await count(graph)).toBe('Nothing');
  await graph.type(exampleText('resnet-imagenet-basic'));
  expect(await graph.spot('conv2_x')).toEqual(before);
});
