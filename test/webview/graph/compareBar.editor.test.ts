import { afterEach, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const CIFAR = exampleText('resnet-cifar10');
const RESNET_20 = { name: 'resnet20', text: CIFAR, variant: 'resnet20' };

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

const bar = (page: GraphHarness): Promise<string> => page.page.locator('.compare p').innerText();

it('says what the comparison comes to, follows what is typed, and stops', async () => {
  graph = await startGraph();
  await graph.type(CIFAR.replace('{n: 3}', '{n: 5}'));
  await graph.page.getByRole('button', { name: 'Compare…' }).click();
  expect(graph.said.at(-1)).toEqual({ type: 'compare' });
  await graph.compareWith(RESNET_20);
  // He et al. 2015, Table 6: 0.27M and 0.46M. Two more blocks a stage, each of two convolutions and norms:
  // 2·2·(9·16² + 9·32² + 9·64² + 2·(16 + 32 + 64)) = 194,432.
  expect(await bar(graph)).toContain('Compared with resnet20');
  expect(await bar(graph)).toMatch(/parameters: 269,722 → 464,154 \(\+194,432\)/);
  await graph.type(CIFAR);
  expect(await bar(graph)).toContain('parameters: 269,722, unchanged');
  await graph.page.getByRole('button', { name: 'Stop' }).click();
  await graph.settle();
  expect(await graph.page.locator('.compare').isVisible()).toBe(false);
  expect(graph.drawing().nodes.every(({ change }) => change === null)).toBe(true);
});

it('says that the other spec cannot be built, and draws the network alone', async () => {
  graph = await startGraph();
  await graph.type(CIFAR);
  await graph.compareWith({ name: 'half.resnet.yaml', text: 'input: [', variant: null });
  expect(await bar(graph)).toContain('half.resnet.yaml could not be built');
});

it.each(THEMES)('pictures in the theme %s', async (theme) => {
  graph = await startGraph({ width: 900, height: 1000 });
  await graph.setTheme(theme);
  const before = exampleText('resnet-imagenet-basic');
  const after = before
    .replace('conv4: 6, conv5: 3}', 'conv4: 8, conv5: 3}')
    .replace('  - pool: global_average', '  - squeeze_excite: {reduction: 16}\n  - pool: global_average')
    .replace(/ {2}- pool: \{type: max[^\n]*\n(?: {4}[^\n]*\n)*/, '');
  expect(after).not.toBe(before);
  await graph.type(after);
  await graph.compareWith({ name: 'ResNet-34', text: before, variant: null });
  await graph.screenshot(`compare-stages-${theme}`);
  await graph.page.getByRole('button', { name: 'Blocks', exact: true }).click();
  await graph.settle();
  await graph.screenshot(`compare-blocks-${theme}`);
});
