import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const DEADLINE_MS = 10_000;

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  const { driver } = editor;
  await driver.openFile('net.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
});

afterAll(async () => {
  await editor.dispose();
});

test('the shortcut is changed from the menu, the drawing follows, and one undo gives the old text back', async () => {
  const { driver } = editor;
  await driver.focusEditor();
  const before = await driver.text();
  await graph.locator('[role=tree]').focus();
  // From the input to the first convolution, and down to the stage that halves the map.
  for (let step = 0; step < 4; step++) await driver.press('ArrowDown');
  expect(await graph.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label')).toContain(
    'conv3_x',
  );
  await driver.press('Shift+F10');
  await graph.locator('[role=menuitem]', { hasText: 'Shortcut' }).click();
  const choice = graph.locator('[role=menuitem]', { hasText: 'B: a projection' });
  await choice.filter({ hasText: '+576 parameters' }).waitFor({ timeout: DEADLINE_MS });
  await driver.screenshot('design-menu-dark');
  await choice.click();
  await graph.locator('.menu:not([hidden])').waitFor({ state: 'detached' });
  await driver.runCommand('View: Focus First Editor Group');
  await expect.poll(() => driver.text(), { timeout: DEADLINE_MS }).toMatch(/filters: 32.*shortcut: B/);
  await expect
    .poll(() => graph.locator('[role=treeitem][aria-selected=true]').getAttribute('aria-label'), {
      timeout: DEADLINE_MS,
    })
    .toMatch(/conv3_x.*51,648 parameters/);
  await driver.press('Control+Z');
  await expect.poll(() => driver.text(), { timeout: DEADLINE_MS }).toBe(before);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
