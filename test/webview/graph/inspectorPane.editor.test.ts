import { afterEach, expect, it } from 'vitest';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const SPEC = `input: [32, 32, 16]
layers:
  - conv: {filters: 16, kernel: 3}
    name: stem # the first
  - residual:
      branch:
        - conv: {filters: 16, norm: batch}
        - conv: {filters: 16}
      shortcut: identity
  - pool: global_average
  - dense: 10
`;

/** Once everything that was said has arrived. */
function soon<T>(value: () => T | Promise<T>) {
  return expect.poll(value, { timeout: 30_000 });
}

let graph: GraphHarness | null = null;

afterEach(async () => {
  const said = graph?.said ?? [];
  await graph?.close();
  graph = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

async function inspect(
  id: string,
  size: { width: number; height: number } = { width: 1300, height: 800 },
): Promise<GraphHarness> {
  const page = await startGraph(size);
  graph = page;
  await page.type(SPEC);
  await page.page.getByRole('button', { name: 'Inspector' }).click();
  // The drawing makes room for the pane.
  await page.settle();
  const { x, y } = await page.spot(id);
  await page.page.mouse.click(x, y);
  await page.page.locator('.layer-editor .view-lines').waitFor();
  await page.settle();
  return page;
}

const editorText = (page: GraphHarness): Promise<string> =>
  page.page.evaluate<string>(
    "document.querySelector('.layer-editor .view-lines').innerText.replace(/\\u00a0/g, ' ')",
  );
const notice = (page: GraphHarness) => page.page.locator('.inspector .notice');
const apply = (page: GraphHarness) => page.page.getByRole('button', { name: 'Apply' });

/** Puts the caret at the end of a line of the layer, counted from 1. */
async function caretAtEnd(page: GraphHarness, line: number): Promise<void> {
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.press('Control+Home');
  for (let at = 1; at < line; at++) await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('End');
}

it('shows the arithmetic of the selected layer and its lines of the spec', async () => {
  const page = await inspect('stem');
  expect(await page.page.locator('.inspector h2').innerText()).toContain('conv');
  // (32 + 2·1 − 3)/1 + 1 = 32; 9·16·16 weights and 16 biases.
  const facts = await page.page.locator('.inspector .facts').innerText();
  expect(facts).toContain('⌊(32 + 2·1 − 3)/1⌋ + 1 = 32');
  expect(facts).toContain('2,320');
  expect(await editorText(page)).toBe('- conv: {filters: 16, kernel: 3}\n  name: stem # the first');
  expect(await apply(page).isDisabled()).toBe(true);
});

it('says what a change would do before it is made, and writes it as one edit', async () => {
  const page = await inspect('residual.branch.conv');
  expect(await editorText(page)).toBe('- conv: {filters: 16, norm: batch}');
  await caretAtEnd(page, 1);
  await page.page.keyboard.press('Enter');
  await page.page.keyboard.type('  name: first');
  await page.page.locator('.inspector .totals', { hasText: 'unchanged' }).waitFor();
  expect(page.text()).toBe(SPEC);
  await page.page.keyboard.press('Control+Enter');
  await expect
    .poll(() => page.text())
    .toBe(SPEC.replace('norm: batch}', 'norm: batch}\n          name: first'));
  await soon(() => apply(page).isDisabled()).toBe(true);
  expect(page.said.filter(({ type }) => type === 'replaceText')).toHaveLength(1);
});

it('shows a misfit at once, with its place and its words, and takes nothing back that is not applied', async () => {
  const page = await inspect('residual.branch.conv_2');
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.press('Control+A');
  await page.page.keyboard.type('- conv: {filters: 3');
  await page.page.locator('.inspector .notice.wrong').waitFor();
  // The addition is outside of the layer.
  await soon(() => notice(page).innerText()).toMatch(/^Elsewhere: .*32×32×3.*32×32×16/);
  await page.screenshot('inspector-misfit');
  const { x, y } = await page.spot('dense');
  await page.page.mouse.click(x, y);
  await page.settle();
  expect(await editorText(page)).toContain('filters: 3');
  await page.page.getByRole('button', { name: 'Discard' }).click();
  await soon(() => editorText(page)).toBe('- dense: 10');
  expect(page.text()).toBe(SPEC);
});

it('completes as the editor does, a value that fits first', async () => {
  const page = await inspect('residual.branch.conv_2');
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.press('Control+A');
  await page.page.keyboard.type('- conv: {filters: ');
  const offers = page.page.locator('.suggest-widget .monaco-list-row');
  await offers.first().waitFor();
  expect(await offers.first().getAttribute('aria-label')).toMatch(/^16/);
  await page.screenshot('inspector-completion');
});

it('does not write over what changed meanwhile', async () => {
  const page = await inspect('stem');
  await caretAtEnd(page, 1);
  await page.page.keyboard.type(' # mine');
  // Elsewhere it may change.
  await page.type(page.text().replace('dense: 10', 'dense: 100'));
  const tried = () => page.said.findLast(({ type }) => type === 'tryText');
  await soon(tried).toMatchObject({ version: 2 });
  await page.page.keyboard.press('Control+Enter');
  await soon(() => page.text()).toContain('kernel: 3} # mine');
  await page.page.keyboard.type(' again');
  await page.type(page.text().replace('filters: 16, kernel: 3', 'filters: 16, kernel: 5'));
  await soon(() => notice(page).innerText()).toContain('has changed here meanwhile');
  expect(await apply(page).isDisabled()).toBe(true);
  await page.page.getByRole('button', { name: 'Discard' }).click();
  await soon(() => editorText(page)).toContain('kernel: 5');
});

it('writes once, however often it is told to', async () => {
  const page = await inspect('stem');
  await caretAtEnd(page, 1);
  await page.page.keyboard.type(' # mine');
  await page.page.evaluate(
    "(() => { const each = document.querySelector('.inspector .primary'); each.click(); each.click(); })()",
  );
  await soon(() => page.text()).toContain('kernel: 3} # mine');
  await page.settle();
  expect(page.said.filter(({ type }) => type === 'replaceText')).toHaveLength(1);
  expect(await apply(page).isDisabled()).toBe(true);
  expect(await notice(page).innerText()).toBe('');
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.type('!');
  await soon(() => notice(page).innerText()).toBe('Changed, not applied yet');
  expect(await apply(page).isDisabled()).toBe(false);
});

it('goes on where the drawing of what was written is here before the word that it was', async () => {
  const page = await inspect('stem');
  await caretAtEnd(page, 1);
  await page.page.keyboard.type(' # mine');
  const release = page.hold('replaced');
  await page.page.keyboard.press('Control+Enter');
  await soon(() => page.text()).toContain('# mine');
  await page.settle();
  await page.page.keyboard.type(' and more');
  await page.settle();
  await release();
  await soon(() => notice(page).innerText()).toBe('Changed, not applied yet');
  await page.page.keyboard.press('Control+Enter');
  await soon(() => page.text()).toContain('# mine and more');
});

it('keeps what is not applied for its own file, and writes it nowhere else', async () => {
  const page = await inspect('stem');
  await caretAtEnd(page, 1);
  await page.page.keyboard.type(' # mine');
  await page.switchTo('other.resnet.yaml');
  const other = SPEC.replace('dense: 10', 'dense: 7');
  await page.type(other);
  await soon(() => notice(page).innerText()).toContain('Changed in net.resnet.yaml and not applied yet');
  await page.screenshot('inspector-elsewhere');
  expect(await apply(page).isDisabled()).toBe(true);
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.press('Control+Enter');
  await page.settle();
  expect(page.text()).toBe(other);
  await page.switchTo('net.resnet.yaml');
  await soon(() => notice(page).innerText()).toBe('Changed, not applied yet');
  await page.page.locator('.layer-editor .view-lines').click();
  await page.page.keyboard.press('Control+Enter');
  await soon(() => page.text()).toContain('kernel: 3} # mine');
});

it('selects what was written in its own file only', async () => {
  const page = await inspect('residual.branch.conv');
  await caretAtEnd(page, 1);
  await page.page.keyboard.press('Enter');
  await page.page.keyboard.type('  name: first');
  const release = page.hold('replaced');
  await page.page.keyboard.press('Control+Enter');
  await soon(() => page.text()).toContain('name: first');
  await page.switchTo('other.resnet.yaml');
  await page.type(SPEC);
  await release();
  for (const more of ['# 1\n', '# 2\n', '# 3\n']) await page.type(SPEC + more);
  expect(await page.page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0);
});

it('says of a layer of an older text why nothing is shown of it', async () => {
  const page = await inspect('stem');
  await page.type(`${SPEC}  - con`);
  const { x, y } = await page.spot('dense');
  await page.page.mouse.click(x, y);
  await soon(() => page.page.locator('.inspector').innerText()).toContain(
    'The text has changed since this was drawn',
  );
  expect(await page.page.locator('.layer-editor').isVisible()).toBe(false);
  await page.screenshot('inspector-outdated');
  await page.type(SPEC);
  await soon(() => editorText(page)).toBe('- dense: 10');
});

it('knows its own text again where a line ends in two characters', async () => {
  graph = await startGraph({ width: 1300, height: 800 });
  const page = graph;
  await page.page.addInitScript(
    "Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130' })",
  );
  await page.reload();
  const crlf = SPEC.replaceAll('\n', '\r\n');
  await page.type(crlf);
  await page.page.getByRole('button', { name: 'Inspector' }).click();
  // The drawing makes room for the pane.
  await page.settle();
  const { x, y } = await page.spot('dense');
  await page.page.mouse.click(x, y);
  await page.page.locator('.layer-editor .view-lines').waitFor();
  await caretAtEnd(page, 1);
  await page.page.keyboard.press('Enter');
  await page.page.keyboard.type('  name: head');
  await soon(() => page.said.findLast(({ type }) => type === 'tryText')).toMatchObject({
    text: '- dense: 10\n  name: head',
  });
  await page.page.keyboard.press('Control+Enter');
  await expect.poll(() => page.text()).toBe(`${crlf.trimEnd()}\r\n    name: head\r\n`);
  await soon(() => apply(page).isDisabled()).toBe(true);
  await page.settle();
  expect(await apply(page).isDisabled()).toBe(true);
});

it('says what is known of a layer that the file does not write', async () => {
  const page = await startGraph({ width: 1000, height: 800 });
  graph = page;
  await page.type(SPEC);
  await page.page.getByRole('button', { name: 'Inspector' }).click();
  await page.settle();
  expect(await page.page.locator('.inspector').innerText()).toContain('Select a layer');
  const { x, y } = await page.spot('input:input');
  await page.page.mouse.click(x, y);
  await soon(() => page.page.locator('.inspector').innerText()).toContain('32×32×16');
});

it.each(THEMES)('pictures in the theme %s', async (theme) => {
  const page = await startGraph({ width: 1000, height: 760 });
  graph = page;
  await page.setTheme(theme);
  await page.type(exampleText('resnet-imagenet-basic'));
  await page.page.getByRole('button', { name: 'Inspector' }).click();
  // The drawing makes room for the pane.
  await page.settle();
  const { x, y } = await page.spot('conv3_x');
  await page.page.mouse.click(x, y);
  await page.page.locator('.layer-editor .view-lines').waitFor();
  await page.settle();
  await page.screenshot(`inspector-${theme}`);
  await page.page.setViewportSize({ width: 520, height: 760 });
  await page.settle();
  await page.screenshot(`inspector-narrow-${theme}`);
});
