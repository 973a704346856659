import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const THEMES = [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
  ['high-contrast', 'Dark High Contrast'],
  ['high-contrast-light', 'Light High Contrast'],
] as const;

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml',
      'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml',
    },
    settings: { 'notifications.position': 'bottom-left' },
  });
  const { driver } = editor;
  await driver.openFile('tiny.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const run = await driver.frameWith('.figures');
  await run.locator('.state[data-state="finished"]').waitFor({ timeout: 120_000 });
  await driver.openFile('net.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  await driver.frameWith('[role="treeitem"]');
  await driver.runCommand('Notifications: Clear All Notifications');
});

afterAll(async () => {
  await editor.dispose();
});

test.each(THEMES)('both panels take on the colours of the %s theme', async (name, theme) => {
  const { driver } = editor;
  await driver.runCommand('Preferences: Color Theme');
  await driver.answer(theme);
  await driver.openFile('net.resnet.yaml');
  const background = await driver.page
    .locator('.editor-group-container.active .monaco-editor-background')
    .first()
    .evaluate<string>('(element) => getComputedStyle(element).backgroundColor');
  for (const [tab, selector] of [
    ['Graph net', '[role="treeitem"]'],
    ['Tiny digits', '.figures dd'],
  ] as const) {
    await driver.page.locator('.tab', { hasText: tab }).click();
    const frame = await driver.frameWith(selector);
    await frame.locator(selector).first().waitFor({ state: 'attached' });
    await expect
      .poll(() => frame.locator('body').evaluate<string>('(body) => getComputedStyle(body).backgroundColor'))
      .toBe(background);
    await driver.screenshot(`theme-${name}-${tab === 'Graph net' ? 'graph' : 'run'}`);
  }
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
