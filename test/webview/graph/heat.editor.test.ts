import { afterEach, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

const RESNET20 = exampleText('resnet-cifar10');

async function choose(page: GraphHarness, kind: string): Promise<void> {
  await page.page.getByRole('button', { name: 'Heat' }).click();
  await page.page.getByRole('menuitemradio', { name: kind }).click();
  await page.settle();
}

const legend = (page: GraphHarness): Promise<string> => page.page.locator('.heat-legend').innerText();

/** The colour in the upper left of a node on the screen, beside its texts. */
async function colorOf(page: GraphHarness, id: string): Promise<readonly number[]> {
  const node = page.drawing().nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`${id} is not drawn`);
  const { x, y, zoom } = await page.spot(id);
  const left = x - (node.box.width / 2 - 6) * zoom;
  const shot = await page.page.screenshot({ clip: { x: left, y: y - 2, width: 1, height: 1 } });
  return page.page.evaluate<number[]>(`new Promise((done) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      done([...context.getImageData(0, 0, 1, 1).data]);
    };
    image.src = 'data:image/png;base64,${shot.toString('base64')}';
  })`);
}

it('colours by parameters, says the scale, and survives edits and a reload', async () => {
  graph = await startGraph();
  await graph.type(RESNET20);
  const plain = await colorOf(graph, 'conv4_x');
  await choose(graph, 'Parameters');
  // The last stage: 18,432 + 5·36,864 weights and 6·2·64 of the norms, of 269,722.
  expect(await legend(graph)).toContain('204K');
  expect(await legend(graph)).toContain('75.5 % of all');
  expect(await legend(graph)).toContain('×n included');
  const [small, large] = [await colorOf(graph, 'conv2_x'), await colorOf(graph, 'conv4_x')];
  expect(large).not.toEqual(plain);
  expect(large).not.toEqual(small);
  await graph.type(RESNET20.replace('dense: 10', 'dense: 100'));
  expect(await colorOf(graph, 'conv4_x')).toEqual(large);
  await graph.type(RESNET20);
  await graph.reload();
  await graph.settle();
  expect(await colorOf(graph, 'conv4_x')).toEqual(large);
  await graph.page.getByRole('button', { name: 'Heat' }).click();
  expect(await graph.page.locator('[aria-checked=true]').allInnerTexts()).toEqual(['Parameters']);
  await graph.page.keyboard.press('Escape');
  await choose(graph, 'None');
  expect(await colorOf(graph, 'conv4_x')).toEqual(plain);
  expect(await graph.page.locator('.heat-legend').isVisible()).toBe(false);
});

it('says the receptive field of each output, in the words of the tree, too', async () => {
  graph = await startGraph();
  await graph.type(RESNET20);
  await choose(graph, 'Receptive field');
  // 3 of conv1, and 2 more with each of six convolutions.
  const stage = graph.page.locator('[role=treeitem][aria-label^="conv2_x"]');
  expect(await stage.getAttribute('aria-label')).toContain('sees 15×15');
  expect(await legend(graph)).toContain('all of the input');
  await graph.screenshot('heat-field');
});

it.each(THEMES)('in the theme %s', async (theme) => {
  graph = await startGraph();
  await graph.setTheme(theme);
  await graph.type(RESNET20);
  await choose(graph, 'Activation memory');
  await graph.screenshot(`heat-${theme}`);
  await graph.page.getByRole('button', { name: 'Blocks' }).click();
  await graph.settle();
  await choose(graph, 'Multiply-adds');
  await graph.screenshot(`heat-blocks-${theme}`);
  expect(await graph.page.evaluate<number>(LEAST_CONTRAST)).toBeGreaterThan(4.5);
  // In high contrast nothing is filled.
  if (theme !== 'highContrast') return;
  expect((await colorOf(graph, 'conv2_x.1.residual.branch.conv_2')).slice(0, 3)).toEqual([0, 0, 0]);
});

/** Of the text on the deepest colour (WCAG 2, relative luminance). */
const LEAST_CONTRAST = `(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const parts = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const text = luminance(getComputedStyle(document.body).color);
  const fills = [...document.querySelectorAll('.heat-step')].map((step) => luminance(getComputedStyle(step).backgroundColor));
  return Math.min(...fills.map((fill) => (Math.max(text, fill) + 0.05) / (Math.min(text, fill) + 0.05)));
})()`;
