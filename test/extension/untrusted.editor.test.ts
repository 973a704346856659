import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({
    files: { 'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml' },
    askForTrust: true,
  });
});

afterAll(async () => {
  await editor.dispose();
});

test('in a folder that is not trusted a spec is checked and drawn', async () => {
  const { driver } = editor;
  await driver.openFile('tiny.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  await driver.frameWith('[role="treeitem"]');
  await driver.focusEditor();
  await driver.goTo(6, 5);
  expect(await driver.hover()).toContain('8×8×1 → 8×8×8');
});

test('and nothing is trained', async () => {
  const { driver } = editor;
  await driver.press('F1');
  const box = driver.page.locator('.quick-input-widget:visible input.input');
  await box.fill('>ResNet Designer');
  await driver.page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Open Graph' })
    .first()
    .waitFor();
  const offered = await driver.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  expect(offered.join('\n')).not.toMatch(/ResNet Designer: (Train|Doctor|Fetch)/);
  await driver.press('Escape');
  expect(existsSync(join(editor.workspace, 'runs'))).toBe(false);
  expect(extensionErrors(editor)).toEqual([]);
});
