import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

/** The goal is a second; a deadline in a test is five times the goal. */
const DEADLINE_MS = 5_000;

/** An element of the page, as far as this test looks at it. */
interface Labelled {
  getAttribute(name: string): string | null;
}

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  const { driver } = editor;
  await driver.openFile('net.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
  await driver.focusEditor();
});

afterAll(async () => {
  await editor.dispose();
});

async function panelSays(words: RegExp): Promise<void> {
  await expect
    .poll(
      () =>
        graph
          .locator('[role="treeitem"]')
          .evaluateAll((items: Labelled[]) =>
            items.map((item) => item.getAttribute('aria-label')).join('\n'),
          ),
      { timeout: DEADLINE_MS },
    )
    .toMatch(words);
}

async function lineOf(text: string): Promise<{ line: number; column: number }> {
  const lines = (await editor.driver.text()).split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  return { line: line + 1, column: (lines[line] ?? '').indexOf(text) + 1 };
}

test('the panel shows the net that the text describes', async () => {
  await panelSays(/conv3_x[\s\S]*4×4×32/);
});

test('a mistake appears under the right token soon after it is typed', async () => {
  const { driver } = editor;
  const { line, column } = await lineOf('shortcut: A');
  await driver.replaceOnLine(line, column + 10, column + 11, 'identity');
  await driver.press('Escape'); // the suggestions
  await expect
    .poll(
      async () =>
        (await driver.squiggles()).map(({ severity, text, line: where }) => ({
          severity,
          text,
          where: where.trim(),
        })),
      {
        timeout: DEADLINE_MS,
        interval: 20,
      },
    )
    .toContainEqual({
      severity: 'error',
      text: 'basic',
      where: expect.stringContaining('filters: 32') as string,
    });
  await expect
    .poll(() => graph.locator('.banner').innerText(), { timeout: DEADLINE_MS })
    .toContain('cannot be added');
  await driver.screenshot('design-mistake-dark');
});

test('a quick fix says what it costs, and mends the text', async () => {
  const { driver } = editor;
  const { line } = await lineOf('filters: 32');
  const column = (await lineOf('basic, filters: 32')).column;
  await driver.goTo(line, column + 1);
  const titles = await driver.quickFixes();
  expect(titles.join('\n')).toMatch(/shortcut: B.*\+\d/);
  await driver.screenshot('design-quick-fix-dark');
  await driver.press('Escape');
  await driver.applyQuickFix('shortcut: B');
  await expect.poll(() => driver.text(), { timeout: DEADLINE_MS }).toMatch(/filters: 32.*shortcut: B/);
  await expect
    .poll(async () => (await driver.squiggles()).filter(({ line: where }) => where.includes('filters: 32')), {
      timeout: DEADLINE_MS,
    })
    .toEqual([]);
});

test('the panel follows the text before it is saved', async () => {
  const { driver } = editor;
  const { line, column } = await lineOf('filters: 32');
  await driver.replaceOnLine(line, column + 9, column + 11, '48');
  await panelSays(/4×4×48/);
});

test('a hover explains with numbers', async () => {
  const { driver } = editor;
  const { line, column } = await lineOf('conv: {filters: 16');
  await driver.goTo(line, column + 1);
  const text = await driver.hover();
  expect(text).toContain('⌊(8 + 2·1 − 3)/1⌋ + 1 = 8');
  expect(text).toContain('3·3·1·16 = 144 weights');
});

test('completion offers the kinds of the language', async () => {
  const { driver } = editor;
  const { line, column } = await lineOf('dense: 10');
  await driver.replaceOnLine(line, column, column + 9, 'resid');
  await driver.page
    .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'residual' })
    .first()
    .waitFor();
  await driver.screenshot('design-completion-dark');
  await driver.press('Escape');
});

test('the panel comes back after a reload of the window, with what is not saved', async () => {
  const { driver } = editor;
  const before = await driver.text();
  // VS Code puts an unsaved text by only a while after the last key: what a reload before that loses is its own.
  await expect.poll(() => editor.backups(), { timeout: 30_000 }).toContain(before);
  await driver.runCommand('Developer: Reload Window');
  await driver.page.waitForEvent('load');
  graph = await driver.frameWith('[role="treeitem"]', 60_000);
  await panelSays(/4×4×48/);
  await driver.focusEditor();
  expect(await driver.text()).toBe(before);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
