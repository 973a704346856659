import { afterEach, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../../support/accessibility.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const NET = exampleText('resnet-imagenet-basic');

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

describe.each(THEMES)('axe finds nothing in the theme %s', (theme) => {
  async function open(): Promise<GraphHarness> {
    graph = await startGraph({ width: 1100, height: 900 });
    await graph.setTheme(theme);
    return graph;
  }

  const check = async (state: string): Promise<void> => {
    await graph?.settle();
    expect(graph === null ? null : await accessibilityFaults(graph.page), state).toEqual([]);
  };

  it('without a drawing, and with one of a broken spec', async () => {
    const net = await open();
    await check('before the first text');
    await net.send({ type: 'empty' });
    await check('no spec');
    await net.type('layers: [');
    await check('a first text that cannot be drawn');
    await net.type(NET);
    await check('drawn');
    await net.type(NET.replace('shortcut: B', 'shortcut: identity'));
    await check('a misfit');
    await net.type('layers: [');
    await check('the last drawing that could be made');
  });

  it('with something selected, a tip, the find bar and the legend of heat', async () => {
    const net = await open();
    await net.type(NET);
    const { x, y } = await net.spot('conv3_x');
    await net.page.mouse.click(x, y);
    await check('selected');
    await net.page.mouse.move(x + 2, y + 2);
    await net.settle();
    expect(await net.page.locator('.tip').isVisible()).toBe(true);
    await check('a tip');
    await net.page.keyboard.press('/');
    await net.page.keyboard.type('conv');
    await check('found');
    await net.page.keyboard.type(' nowhere');
    await check('nothing found');
    await net.page.keyboard.press('Escape');
    await net.page.getByRole('button', { name: 'Heat' }).click();
    await check('the menu of heat');
    await net.page.getByRole('menuitemradio', { name: 'Parameters' }).click();
    await check('heat');
  });

  it('with the table, the inspector and what is wrong in its text', async () => {
    const net = await open();
    await net.type(NET);
    const { x, y } = await net.spot('conv3_x');
    await net.page.mouse.click(x, y);
    await net.page.getByRole('button', { name: 'Table' }).click();
    await net.page.locator('.op-rows .op-row').first().waitFor();
    await check('the table');
    await net.page.getByRole('button', { name: 'Inspector' }).click();
    await net.page.locator('.layer-editor .view-lines').waitFor();
    await check('the inspector');
    await net.page.locator('.layer-editor .view-lines').click();
    await net.page.keyboard.press('Control+End');
    await net.page.keyboard.type('{');
    await net.page.locator('.inspector .notice.wrong').waitFor();
    await check('a mistake in the inspector');
  });

  it('with the menu that changes the net, its form, and a comparison', async () => {
    const net = await open();
    await net.type(NET);
    const { x, y } = await net.spot('conv3_x');
    await net.page.mouse.click(x, y);
    await net.page.keyboard.press('Shift+F10');
    await net.page.locator('[role=menuitem]').first().waitFor();
    await check('the menu');
    await net.page.locator('[role=menuitem]', { hasText: 'Repeat: ' }).click();
    await net.page.keyboard.type('9}');
    await net.page.locator('.menu-preview.wrong').waitFor();
    await check('its form');
    await net.page.keyboard.press('Escape');
    await net.compareWith({ name: 'other', text: NET.replace('conv4: 6', 'conv4: 5'), variant: null });
    await check('a comparison');
    await net.page.setViewportSize({ width: 360, height: 700 });
    await net.settle();
    await net.page.getByRole('button', { name: 'More' }).click();
    await check('what a narrow toolbar has put away');
  });
});
