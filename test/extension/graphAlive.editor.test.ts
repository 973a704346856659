import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const DEADLINE_MS = 10_000;
/** What a person takes for at once; the bench has the page's own figures. */
const AT_ONCE_MS = 500;

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  const { driver } = editor;
  await driver.openFile('net.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
  await driver.runCommand('View: Focus First Editor Group');
});

afterAll(async () => {
  await editor.dispose();
});

/** Notes when a selector first finds something that can be seen, by the clock that all pages share. */
const watch = (selector: string): string => `(() => {
  globalThis.seenAt = 0;
  const look = () => {
    const found = document.querySelector(${JSON.stringify(selector)});
    if (found !== null && found.getClientRects().length > 0) globalThis.seenAt ||= Date.now();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
})()`;

test('what is wrong shows in the drawing with the line under the text, and goes with it', async () => {
  const { driver } = editor;
  const lines = (await driver.text()).split('\n');
  const line = lines.findIndex((each) => /^ {2}- dense: 10/.test(each));
  await driver.page.evaluate(watch('.squiggly-error'));
  await graph.evaluate(watch('.banner'));
  await driver.goTo(line + 1, '  - dense'.length + 1);
  await driver.type('x');
  const stamps = (): Promise<number[]> =>
    Promise.all([driver.page.mainFrame(), graph].map((frame) => frame.evaluate<number>('globalThis.seenAt')));
  await expect.poll(async () => Math.min(...(await stamps())), { timeout: DEADLINE_MS }).toBeGreaterThan(0);
  const [underlined = 0, drawn = 0] = await stamps();
  expect(drawn - underlined).toBeLessThan(AT_ONCE_MS);
  // What was drawn last stays.
  expect(await graph.locator('.canvas.stale').count()).toBe(1);
  expect(await graph.locator('[role="treeitem"]').count()).toBeGreaterThan(5);
  await driver.press('Backspace');
  await expect.poll(() => graph.locator('.canvas.stale').count(), { timeout: DEADLINE_MS }).toBe(0);
});

test('a box leads to its line in the text, which stays as it is', async () => {
  const { driver } = editor;
  const text = await driver.text();
  const line = text.split('\n').findIndex((each) => /^ {2}- dense: 10/.test(each));
  await driver.goTo(1);
  const tree = graph.locator('[role="tree"]');
  await tree.focus();
  await driver.press('/');
  await driver.type('fc 10');
  await driver.press('Escape');
  await expect
    .poll(() => graph.locator('[aria-selected="true"]').first().getAttribute('aria-label'), {
      timeout: DEADLINE_MS,
    })
    .toMatch(/^fc 10/);
  await tree.focus();
  await driver.press('Space');
  const active = driver.page.locator('.monaco-editor .active-line-number').first();
  await expect.poll(() => active.innerText(), { timeout: DEADLINE_MS }).toBe(String(line + 1));
  expect(await driver.text()).toBe(text);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
