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

const NET = exampleText('resnet20-digits');

async function start(text = NET): Promise<GraphHarness> {
  graph = await startGraph();
  await graph.type(text);
  await graph.page.locator('.canvas[role=tree]').focus();
  return graph;
}

async function choose(graph: GraphHarness, id: string): Promise<void> {
  const { x, y } = await graph.spot(id);
  await graph.page.mouse.click(x, y);
  await graph.settle();
}

const entry = (graph: GraphHarness, label: string): ReturnType<GraphHarness['page']['locator']> =>
  graph.page.locator('[role=menuitem]', { hasText: label });
const selected = (graph: GraphHarness): Promise<string | null> =>
  graph.page.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label');

it('a right click opens the menu; the shortcut of a stage is switched from it, with what that costs', async () => {
  const page = await start();
  const { x, y } = await page.spot('conv3_x');
  await page.page.mouse.click(x, y, { button: 'right' });
  await entry(page, 'Duplicate').waitFor();
  await page.screenshot('design-menu');
  await entry(page, 'Shortcut').click();
  // The projection of the paper: 1·1·16·32 weights and 2·32 of its norm.
  await entry(page, 'B: a projection').filter({ hasText: '+576 parameters' }).waitFor();
  await page.settle();
  await page.screenshot('design-shortcut');
  await entry(page, 'B: a projection').click();
  await expect.poll(() => page.text()).toContain('shortcut: B');
  expect(page.text()).toBe(
    NET.replace(
      /(- stage: \{block: basic, filters: 32, [^}]*)\}/,
      (_, inner: string) => `${inner}, shortcut: B}`,
    ),
  );
  await page.settle();
  expect(await selected(page)).toContain('conv3_x');
});

it('everything goes by keys: insert by its first letters, then the new layer is selected', async () => {
  const page = await start();
  await choose(page, 'conv2_x');
  await page.page.keyboard.press('Shift+F10');
  await entry(page, 'Insert after').waitFor();
  await page.page.keyboard.type('insert a');
  await page.page.keyboard.press('ArrowRight');
  await entry(page, 'squeeze_excite').filter({ hasText: '8×8×16' }).waitFor();
  await page.page.keyboard.type('sq');
  await page.settle();
  await page.screenshot('design-insert');
  await page.page.keyboard.press('Enter');
  await expect.poll(() => page.text()).toContain('name: conv2_x\n  - squeeze_excite\n');
  await page.settle();
  expect(await selected(page)).toContain('squeeze_excite');
  await page.page.keyboard.press('Delete');
  await expect.poll(() => page.text()).toBe(NET);
});

it('says what would be wrong before it is done, and does it only when told so', async () => {
  const text =
    'input: [8, 8, 4]\nlayers:\n  - residual:\n      branch:\n        - conv: 8\n        - conv: 4\n      shortcut: identity\n';
  const page = await start(text);
  await choose(page, 'residual.branch.conv_2');
  await page.page.keyboard.press('Delete');
  await page.page.getByRole('alert').waitFor();
  expect(await page.page.getByRole('alert').innerText()).toContain('cannot be added');
  await page.settle();
  await page.screenshot('design-wrong');
  await page.page.keyboard.press('Enter'); // Back, which stands first.
  expect(page.text()).toBe(text);
  await page.page.keyboard.press('Delete');
  await entry(page, 'Do it anyway').click();
  await expect.poll(() => page.text()).toBe(text.replace('        - conv: 4\n', ''));
});

it('shows what a number would change while it is typed', async () => {
  const page = await start();
  await choose(page, 'conv4_x');
  await page.page.getByRole('button', { name: 'Change' }).click();
  await entry(page, 'Repeat: ').click();
  await page.page.keyboard.type('4');
  // A basic block of 64: 2 convolutions of 3·3·64·64 and 2 norms of 2·64.
  await page.page.locator('.menu-preview', { hasText: '+73,984 parameters' }).waitFor();
  await page.screenshot('design-number');
  await page.page.keyboard.type('}');
  await page.page.locator('.menu-preview.wrong', { hasText: 'Write a number' }).waitFor();
  await page.page.keyboard.press('Enter');
  expect(page.text()).toBe(NET);
  await page.page.keyboard.press('Backspace');
  await page.page.locator('.menu-preview', { hasText: '+73,984 parameters' }).waitFor();
  await page.page.keyboard.press('Enter');
  await expect.poll(() => page.text()).toMatch(/filters: 64, repeat: 4/);
});

it('several that stand side by side become a block', async () => {
  const page = await start();
  await choose(page, 'conv2_x');
  await page.page.keyboard.down('Shift');
  await choose(page, 'conv3_x');
  await page.page.keyboard.up('Shift');
  expect(await page.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(2);
  await page.page.keyboard.press('ContextMenu');
  await entry(page, 'Make a block of it').click();
  await page.page.keyboard.type('body');
  await page.page.locator('.menu-preview', { hasText: 'same parameters' }).waitFor();
  await page.setTheme('dark');
  await page.screenshot('design-extract-dark');
  await page.page.keyboard.press('Enter');
  await expect.poll(() => page.text()).toContain('- block: {type: body, n: $n}\n');
  expect(page.text()).toContain(
    'blocks:\n  body:\n    parameters: {n: required}\n    layers:\n      - stage: {block: basic, filters: 16',
  );
});

it('a layer is joined with an earlier one by keys, and the sum is selected', async () => {
  const page = await start();
  await choose(page, 'conv2_x');
  await page.page.keyboard.press('Shift+F10');
  await entry(page, 'Join with an earlier layer').click();
  // The input has 1 channel and the first convolution 16, as the stage has.
  await entry(page, 'add: the sum').filter({ hasText: '1 of 2 fit' }).waitFor();
  await page.screenshot('design-merges');
  await page.page.keyboard.press('Enter');
  await entry(page, 'conv1 (8×8×16)').filter({ hasText: 'same parameters' }).waitFor();
  await entry(page, 'input (8×8×1)').filter({ hasText: 'joins equal shapes' }).waitFor();
  await page.settle();
  await page.screenshot('design-join');
  await page.page.keyboard.press('ArrowLeft');
  await entry(page, 'concat: channels').filter({ hasText: '2 of 2 fit' }).waitFor();
  await page.page.keyboard.press('Enter');
  await page.page.keyboard.press('Enter');
  await expect
    .poll(() => page.text())
    .toBe(NET.replace('name: conv2_x\n', 'name: conv2_x\n  - add: [conv1, conv2_x]\n'));
  await page.settle();
  expect(await selected(page)).toContain('add');
});

it('layers that stand apart can be joined, and the menu says what they cannot', async () => {
  const page = await start();
  await choose(page, 'conv1');
  await page.page.keyboard.down('Shift');
  await choose(page, 'conv3_x');
  await page.page.keyboard.up('Shift');
  await page.page.keyboard.press('ContextMenu');
  await entry(page, 'Join what is selected').waitFor();
  expect(await entry(page, 'Duplicate').count()).toBe(0);
  expect(await page.page.locator('.menu-text').innerText()).toContain('side by side');
  await entry(page, 'Join what is selected').click();
  await entry(page, 'add: the sum').filter({ hasText: '4×4×32 and the first is 8×8×16' }).waitFor();
  await page.settle();
  await page.screenshot('design-join-selected');
  // Chosen, the entry and what is wrong with it have one colour, so that a sign has to say it.
  const sign = "getComputedStyle(document.querySelector('[role=menuitem]:focus .wrong'), '::before').content";
  expect(await page.page.evaluate(sign)).toContain('✕');
  await entry(page, 'add: the sum').click();
  await page.page.getByRole('alert').waitFor();
  await entry(page, 'Do it anyway').click();
  await expect.poll(() => page.text()).toContain('name: conv3_x\n  - add: [conv1, conv3_x]\n');
});

it('what stands in a shipped block offers a copy, and Escape leaves everything as it was', async () => {
  const page = await start();
  await page.page.getByRole('button', { name: 'Ops', exact: true }).click();
  await page.settle();
  await choose(page, 'conv2_x.1.residual.branch.conv');
  await page.setTheme('dark');
  await page.page.keyboard.press('ContextMenu');
  await entry(page, 'Copy the block basic').waitFor();
  expect(await entry(page, 'Delete').count()).toBe(0);
  await page.screenshot('design-shipped-dark');
  await page.page.keyboard.press('Escape');
  expect(await page.page.locator('.menu:not([hidden])').isVisible()).toBe(false);
  await page.page.keyboard.press('ArrowDown');
  expect(await selected(page)).toContain('conv2_x.1');
  expect(page.text()).toBe(NET);
});
