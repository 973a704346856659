import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const SPEC = 'own-block.resnet.yaml';
let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({
    files: { [SPEC]: `test/fixtures/editor/${SPEC}` },
    settings: { 'editor.inlayHints.enabled': 'off' },
  });
  await editor.driver.openFile(SPEC);
});

afterAll(async () => {
  await editor.dispose();
});

/** The place behind the first occurrence of a text, from 1. */
async function behind(text: string): Promise<{ line: number; column: number }> {
  const before = (await editor.driver.text()).split(text)[0] ?? '';
  const lines = `${before}${text}`.split('\n');
  return { line: lines.length, column: (lines[lines.length - 1]?.length ?? 0) + 1 };
}

/** "Open Graph" above the active editor. */
function graphButton(): Locator {
  return editor.driver.page.locator(
    '.editor-group-container.active .title .action-label[aria-label^="Open Graph"]',
  );
}

async function goBehind(text: string): Promise<void> {
  const { line, column } = await behind(text);
  await editor.driver.goTo(line, column);
}

test('the figures stand above the model, and each stage’s share above the stage', async () => {
  const { driver } = editor;
  const lenses = driver.activeEditor().locator('.codelens-decoration');
  const texts = async (): Promise<string> =>
    (await lenses.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  await driver.goTo(1, 1);
  await expect.poll(texts).toMatch(/[\d,]+ parameters · [\d.]+ M multiply-adds · [\d.]+ MiB/);
  expect(await texts()).toContain('Open Graph');
  expect(await texts()).toMatch(/parameters \([\d.]+ %\)/);
  expect(await graphButton().count()).toBe(1);
  await driver.screenshot('code-lenses');
  await lenses.locator('a', { hasText: 'Open Graph' }).click();
  await driver.frameWith('[role="treeitem"]');
  await driver.focusEditor();
});

test('a block is renamed wherever it is used', async () => {
  const { driver } = editor;
  await goBehind('block: mi');
  await driver.press('F2');
  const box = driver.page.locator('.rename-box input');
  await box.waitFor();
  expect(await box.inputValue()).toBe('mine');
  await box.fill('unit');
  await driver.press('Enter');
  await box.waitFor({ state: 'hidden' });
  await expect.poll(() => driver.text()).not.toContain('mine');
  expect((await driver.text()).match(/\bunit\b/g)).toHaveLength(3);
  expect(await driver.squiggles()).toEqual([]);
});

test('the value that fits is offered first', async () => {
  const { driver } = editor;
  const { line, column } = await behind('- conv: {filters: 24');
  await driver.replaceOnLine(line, column - 2, column, ' ');
  await driver.press('Backspace');
  await driver.press('Mod+Space');
  const rows = driver.page.locator('.suggest-widget.visible .monaco-list-row');
  await rows.first().waitFor();
  await driver.screenshot('fitting-value');
  expect((await rows.first().innerText()).replace(/\s+/g, ' ')).toMatch(/^24/);
  await driver.press('Enter');
  await expect.poll(() => driver.text()).toContain('- conv: {filters: 24, kernel: 3}');
  expect(await driver.squiggles()).toEqual([]);
});

test('go to definition opens a shipped block, which cannot be changed', async () => {
  const { driver } = editor;
  await goBehind('block: ba');
  await driver.press('F12');
  await driver.page.locator('.tab.active[data-resource-name="basic.resnet.yaml"]').waitFor();
  await driver.screenshot('shipped-block');
  expect(await driver.text()).toMatch(/blocks:\n {2}basic:\n {4}parameters: \{filters: required/);
  await driver.type('x');
  expect(await driver.text()).not.toMatch(/^x|x$/);
  await driver.press('Escape');
  await goBehind('- con');
  const hover = await driver.hover();
  expect(hover).toContain('A convolution, then its norm, then its activation.');
  await driver.screenshot('shipped-block-hover');
  await driver.press('Escape');
  const declared = await behind('parameters: {');
  await goBehind('filters: $fil');
  await driver.press('F12');
  await expect
    .poll(() => driver.page.locator('#status\\.editor\\.selection').innerText())
    .toContain(`Ln ${declared.line}, Col ${declared.column}`);
  expect(await driver.squiggles()).toEqual([]);
  // It is no model: what draws and trains one is not offered, and the graph stays with the spec.
  expect(await graphButton().count()).toBe(0);
  expect(await driver.page.locator('.tab', { hasText: 'Graph own-block' }).count()).toBe(1);
});

test('a new spec is a copy of an example', async () => {
  const { driver } = editor;
  await driver.runCommand('ResNet Designer: New Spec…');
  await driver.answer('SE-ResNet');
  await driver.page.locator('.tab.active[data-resource-name^="Untitled"]').waitFor();
  await expect.poll(() => driver.text()).toContain('model: SE-ResNet-50');
  await expect.poll(() => driver.page.locator('#status\\.editor\\.mode').innerText()).toMatch(/ResNet/);
  await driver.screenshot('new-spec');
});
