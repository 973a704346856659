import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

/**
 * Makes the pictures of the README in the real editor, into the folder of test results; those that are shown
 * are copies in `media/pictures/`. Each is taken only when it shows what its caption says.
 */
const SPEC = 'resnet20-digits.resnet.yaml';
const STAGE = 'filters: 32, repeat: $n, stride: 2';
const TRAINING_DEADLINE_MS = 240_000;

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({
    files: { [SPEC]: `examples/${SPEC}` },
    theme: 'Default Light Modern',
    settings: { 'editor.fontSize': 12, 'editor.occurrencesHighlight': 'off' },
    size: { width: 1500, height: 860 },
  });
  const { driver } = editor;
  await driver.openFile(SPEC);
  await driver.runCommand('View: Toggle Primary Side Bar Visibility');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
  await driver.focusEditor();
});

afterAll(async () => {
  await editor.dispose();
});

async function endOf(text: string): Promise<{ line: number; column: number }> {
  const lines = (await editor.driver.text()).split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  return { line: line + 1, column: (lines[line] ?? '').indexOf(text) + text.length + 1 };
}

test('a spec beside its drawing', async () => {
  const { driver } = editor;
  await driver.goTo(1, 1);
  await expect.poll(() => graph.locator('[role="treeitem"]').count()).toBeGreaterThan(5);
  await driver.page.waitForTimeout(1000); // until nothing moves any more
  await driver.screenshot('readme-editor');
});

test('a shortcut that does not fit, and what mends it', async () => {
  const { driver } = editor;
  const { line, column } = await endOf(STAGE);
  await driver.goTo(line, column);
  await driver.type(', shortcut: identity');
  await expect.poll(async () => (await driver.squiggles()).map(({ text }) => text)).toContain('identity');
  await driver.goTo(line, column + ', shortcut: i'.length);
  expect((await driver.quickFixes()).join('\n')).toMatch(/shortcut: B.*\+\d/);
  await driver.page.waitForTimeout(500);
  await driver.screenshot('readme-mistake');
  await driver.press('Escape');
  await driver.applyQuickFix('shortcut: A');
  await expect.poll(() => driver.squiggles()).toEqual([]);
});

test('a training with its curves', async () => {
  const { driver } = editor;
  await driver.save();
  await driver.runCommand('ResNet Designer: Train');
  const view = await driver.frameWith('.figures');
  await view.locator('.state[data-state="finished"]').waitFor({ timeout: TRAINING_DEADLINE_MS });
  expect(await view.locator('.figures').innerText()).toMatch(/Test accuracy\s+9\d\.\d %/);
  await driver.runCommand('Notifications: Clear All Notifications');
  await driver.page.waitForTimeout(1000); // until the box that took the command has faded
  await driver.screenshot('readme-training');
});
