import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from '../support/accessibility.ts';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';
import {
  THEME_NAMES,
  THEMES,
  variablesAskedFor,
  WEBVIEW_THEMES,
  type WebviewTheme,
} from '../support/webviewThemes.ts';

/** Its editor's background. */
const BACKGROUNDS = {
  dark: 'rgb(31, 31, 31)',
  light: 'rgb(255, 255, 255)',
  highContrast: 'rgb(0, 0, 0)',
  highContrastLight: 'rgb(255, 255, 255)',
} as const;

const results = join(import.meta.dirname, '../../test-results');
const found: Record<string, WebviewTheme> = {};

let editor: RealEditor;
/** Of the workspace: VS Code takes them on at once. */
let settings: string;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml',
      'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml',
    },
    settings: { 'notifications.position': 'bottom-left' },
  });
  mkdirSync(join(editor.workspace, '.vscode'));
  settings = join(editor.workspace, '.vscode', 'settings.json');
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

/** What VS Code told the page of its theme. */
async function themeOf(frame: Frame, names: readonly string[]): Promise<WebviewTheme> {
  return frame.evaluate<WebviewTheme>(`(() => {
    const { style } = document.documentElement;
    const names = ${JSON.stringify(names)}.filter((name) => style.getPropertyValue(name) !== '');
    return {
      // Monaco adds classes of its own.
      bodyClass: [...document.body.classList].filter((name) => name.startsWith('vscode-')).join(' '),
      variables: Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)])),
    };
  })()`);
}

/** As text, since these tests know no browser's types. */
async function backgroundOf(frame: Frame, selector = 'body'): Promise<unknown> {
  return frame.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
}

test.each(THEMES)(
  'the panels and the text of a run take on the colours of the %s theme, and axe finds nothing in them',
  async (theme) => {
    const { driver } = editor;
    const background = BACKGROUNDS[theme];
    writeFileSync(settings, JSON.stringify({ 'workbench.colorTheme': THEME_NAMES[theme] }));
    for (const [tab, selector] of [
      ['Graph net', '[role="treeitem"]'],
      ['Tiny digits', '.figures dd'],
    ] as const) {
      await driver.page.locator('.tab', { hasText: tab }).click();
      const frame = await driver.frameWith(selector);
      await frame.locator(selector).first().waitFor({ state: 'attached' });
      await expect.poll(() => backgroundOf(frame)).toBe(background);
      await driver.screenshot(`theme-${theme}-${tab === 'Graph net' ? 'graph' : 'run'}`);
      expect(await accessibilityFaults(frame)).toEqual([]);
      found[theme] = await themeOf(frame, variablesAskedFor(theme));
    }
    const frame = await driver.frameWith('details.spec');
    // Shown again, the page opens the section by itself if it was open: a click might close it.
    await frame.evaluate("document.querySelector('details.spec').open = true");
    const text = frame.locator('details.spec .view-line');
    await text.first().waitFor();
    await expect.poll(() => backgroundOf(frame, '.monaco-editor-background')).toBe(background);
    await text.last().scrollIntoViewIfNeeded();
    await driver.screenshot(`theme-${theme}-spec`);
    expect(await accessibilityFaults(frame)).toEqual([]);
  },
);

test('the pages without an editor are tested in the colours of these themes', () => {
  writeFileSync(join(results, 'themes.json'), `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(WEBVIEW_THEMES);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
