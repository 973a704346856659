import { expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import type { GraphHarness } from '../../support/graphHarness.ts';
import { graphOfEachTest, press } from '../../support/graphSteps.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const NET = exampleText('resnet-imagenet-basic');
const ALL = [
  ...['Stages', 'Sizes', 'Blocks', 'Ops'],
  ...['Zoom out', 'Natural size', 'Zoom in', 'Fit'],
  ...['Open all', 'Close all'],
  ...['To the right', 'Plain twin'],
  ...['Find', 'Heat', 'Compare…', 'Change', 'Export…'],
  ...['Table', 'Inspector'],
];
const OVERFLOW =
  "document.querySelector('.toolbar').scrollWidth - document.querySelector('.toolbar').clientWidth";
const open = graphOfEachTest();

async function resize(page: GraphHarness, width: number): Promise<void> {
  await page.page.setViewportSize({ width, height: 500 });
  await page.settle();
}

/** The tools that can be seen in the row, by their names. */
async function inRow(page: GraphHarness): Promise<string[]> {
  const names = await page.page.evaluate<string[]>(
    "[...document.querySelectorAll('.toolbar button:not([hidden])')].map((each) => each.ariaLabel ?? each.textContent)",
  );
  return names.filter((name) => name !== 'More').map((name) => (name.endsWith('%') ? 'Natural size' : name));
}

async function inMenu(page: GraphHarness): Promise<string[]> {
  if ((await page.page.getByRole('button', { name: 'More' }).count()) === 0) return [];
  await page.page.getByRole('button', { name: 'More' }).click();
  const names = await page.page.locator('.tool-menu .menu-label').allInnerTexts();
  await page.page.keyboard.press('Escape');
  return names;
}

const focused = (page: GraphHarness): Promise<string> =>
  page.page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

it('is one row in any width: what has no room stands in its menu, and nothing is lost', async () => {
  const page = await open();
  await page.type(NET);
  for (const width of [1600, 1200, 900, 760, 620, 500, 400, 320, 240]) {
    await resize(page, width);
    const [row, menu] = [await inRow(page), await inMenu(page)];
    expect([...row, ...menu].sort(), String(width)).toEqual([...ALL].sort());
    expect(await page.page.evaluate(OVERFLOW), String(width)).toBe(0);
    expect((await page.page.locator('.toolbar').boundingBox())?.height).toBeLessThan(40);
    if (width >= 760) expect(menu, String(width)).toEqual([]);
    if (width >= 400)
      expect(row).toEqual(expect.arrayContaining(['Stages', 'Ops', 'Find', 'Table', 'Inspector']));
  }
  await resize(page, 1600);
  expect(await page.page.getByText('Export…').isVisible()).toBe(true);
});

it('is one stop of the Tab key; arrows, Home and End lead through it, Escape to the drawing', async () => {
  const page = await open({ width: 900 });
  await page.type(NET);
  const key = (name: string): Promise<void> => page.page.keyboard.press(name);
  await key('Tab');
  expect(await focused(page)).toBe('Stages');
  await key('ArrowRight');
  await key('ArrowRight');
  expect(await focused(page)).toBe('Blocks');
  await key('End');
  expect(await focused(page)).toBe('Inspector');
  await key('ArrowRight');
  expect(await focused(page)).toBe('Stages');
  await key('ArrowLeft');
  await key('ArrowLeft');
  expect(await focused(page)).toBe('Table');
  await key('Tab');
  expect(await focused(page)).toBe('The network');
  // Where the keyboard was, it comes back to.
  await key('Shift+Tab');
  expect(await focused(page)).toBe('Table');
  await key('Escape');
  expect(await focused(page)).toBe('The network');
});

it('its menu does what the buttons do, and says what is on', async () => {
  const page = await open({ width: 400 });
  await page.type(NET);
  const choose = async (...names: readonly string[]): Promise<void> => {
    await press(page, 'More');
    for (const name of names) await page.page.locator('.tool-menu button', { hasText: name }).click();
    await page.settle();
  };
  await choose('To the right');
  expect(page.drawing().direction).toBe('right');
  await press(page, 'More');
  const item = page.page.getByRole('menuitemcheckbox', { name: 'To the right' });
  expect(await item.getAttribute('aria-checked')).toBe('true');
  await page.page.keyboard.press('Escape');
  expect(await focused(page)).toBe('More');
  await choose('Heat', 'Multiply-adds');
  expect(await page.page.locator('.heat-legend').innerText()).toContain('Multiply-adds');
});

it('a press dragged off an open menu’s button closes it, and the keyboard opens it again', async () => {
  const page = await open({ width: 900 });
  await page.type(NET);
  const menu = page.page.locator('.tool-menu:visible');
  await press(page, 'Heat');
  expect(await menu.count()).toBe(1);
  await page.page.getByRole('button', { name: 'Heat' }).hover();
  await page.page.mouse.down();
  await page.page.mouse.move(450, 400);
  await page.page.mouse.up();
  expect(await menu.count()).toBe(0);
  await page.page.getByRole('button', { name: 'Heat' }).focus();
  await page.page.keyboard.press('Enter');
  expect(await menu.count()).toBe(1);
  // Pressed again it closes.
  await press(page, 'Heat');
  expect(await menu.count()).toBe(0);
});

it('the size is said in percent, and pressed it is the natural one', async () => {
  const page = await open({ width: 900 });
  await page.type(NET);
  await press(page, 'Zoom in');
  await page.page.locator('.zoom').click();
  await page.settle();
  expect(await page.page.locator('.zoom').innerText()).toBe('100%');
  expect((await page.spot('conv2_x')).zoom).toBeCloseTo(1, 5);
});

it('what is in the middle stays there when the panel gets narrower, and when a pane takes room', async () => {
  const page = await open({ width: 1200 });
  await page.type(NET);
  const before = await page.spot('conv3_x');
  await resize(page, 800);
  expect((await page.spot('conv3_x')).x).toBeCloseTo(before.x - 200, 0);
  await press(page, 'Table');
  const beside = await page.spot('conv3_x');
  // 340 of the pane and 1 of its border.
  expect(beside.x).toBeCloseTo(before.x - 200 - 341 / 2, 0);
  await page.reload();
  await page.settle();
  expect((await page.spot('conv3_x')).x).toBeCloseTo(beside.x, 0);
  await press(page, 'Table');
  await resize(page, 1200);
  expect(await page.spot('conv3_x')).toEqual(before);
});

it.each(THEMES)('pictures in the theme %s', async (theme) => {
  const page = await open();
  await page.setTheme(theme);
  await page.type(NET);
  for (const width of [1600, 760, 400]) {
    await resize(page, width);
    await page.screenshot(`toolbar-${width}-${theme}`);
  }
  await press(page, 'More');
  await page.screenshot(`toolbar-more-${theme}`);
});
