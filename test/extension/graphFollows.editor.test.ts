import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const DEADLINE_MS = 10_000;

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'one.resnet.yaml': 'examples/resnet20-digits.resnet.yaml',
      'two.resnet.yaml': 'examples/three-in-three-out.resnet.yaml',
      'notes.md': 'README.md',
    },
  });
  const { driver } = editor;
  await driver.openFile('one.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
});

afterAll(async () => {
  await editor.dispose();
});

async function shows(title: string, level: string): Promise<void> {
  await editor.driver.page.locator('.tab', { hasText: title }).waitFor({ timeout: DEADLINE_MS });
  await expect
    .poll(() => graph.locator('.levels [aria-pressed="true"]').innerText(), { timeout: DEADLINE_MS })
    .toBe(level);
}

async function press(name: string): Promise<void> {
  await graph.locator('.levels button', { hasText: name }).click();
}

const items = (): Promise<number> => graph.locator('[role="treeitem"]').count();

test('the panel follows the spec that is worked on, and shows each as it was left', async () => {
  const { driver } = editor;
  await press('Blocks');
  await shows('Graph one', 'Blocks');
  await driver.openFile('two.resnet.yaml');
  await shows('Graph two', 'Stages');
  await driver.openFile('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await driver.openFile('two.resnet.yaml');
  await shows('Graph two', 'Stages');
});

test('a file that is no spec changes nothing', async () => {
  const { driver } = editor;
  const before = await items();
  await driver.openFile('notes.md');
  await shows('Graph two', 'Stages');
  expect(await items()).toBe(before);
  await driver.runCommand('View: Close Editor');
});

test('the drawing of a spec that is closed stays, and goes on working', async () => {
  const { driver } = editor;
  await driver.openFile('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await driver.runCommand('View: Close Editor');
  await shows('Graph two', 'Stages');
  await driver.openFile('two.resnet.yaml');
  const before = await items();
  await driver.runCommand('View: Close Editor');
  await driver.page.locator('.tab[data-resource-name="two.resnet.yaml"]').waitFor({ state: 'detached' });
  await press('Ops');
  await expect.poll(items, { timeout: DEADLINE_MS }).toBeGreaterThan(before);
  await driver.screenshot('graph-closed-dark');
});

test('where the file is gone, the panel says how to go on', async () => {
  const { driver } = editor;
  await driver.openFile('two.resnet.yaml');
  await shows('Graph two', 'Ops');
  rmSync(join(editor.workspace, 'two.resnet.yaml'));
  await driver.runCommand('View: Close Editor');
  await expect.poll(() => graph.locator('.empty:visible').count(), { timeout: DEADLINE_MS }).toBe(1);
  expect(await items()).toBe(0);
  await driver.screenshot('graph-nothing-dark');
  await driver.openFile('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await expect.poll(items, { timeout: DEADLINE_MS }).toBeGreaterThan(0);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
