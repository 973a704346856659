import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';
import { pressTool } from '../support/toolbarSteps.ts';

const DEADLINE_MS = 10_000;

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'one.resnet.yaml': 'examples/resnet20-digits.resnet.yaml',
      'two.resnet.yaml': 'examples/three-in-three-out.resnet.yaml',
      'gone.resnet.yaml': 'examples/resnet20-digits.resnet.yaml',
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

/** In the editors' own group: a click on the panel makes its group the one in which files open. */
async function workOn(name: string): Promise<void> {
  await editor.driver.runCommand('View: Focus First Editor Group');
  await editor.driver.openFile(name);
}

async function close(name: string): Promise<void> {
  const tab = editor.driver.page.locator(`.tab[data-resource-name="${name}"]`);
  await tab.click({ button: 'middle' });
  await tab.waitFor({ state: 'detached' });
}

async function shows(title: string, level: string): Promise<void> {
  await editor.driver.page.locator('.tab', { hasText: title }).waitFor({ timeout: DEADLINE_MS });
  await expect
    .poll(
      () => graph.getByRole('button', { name: /^(?:Stages|Sizes|Blocks|Ops)$/, pressed: true }).innerText(),
      { timeout: DEADLINE_MS },
    )
    .toBe(level);
}

async function press(name: string): Promise<void> {
  await pressTool(graph, name);
}

const items = (): Promise<number> => graph.locator('[role="treeitem"]').count();

test('the panel follows the spec that is worked on, and shows each as it was left', async () => {
  await press('Blocks');
  await shows('Graph one', 'Blocks');
  await workOn('two.resnet.yaml');
  await shows('Graph two', 'Stages');
  await workOn('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await workOn('two.resnet.yaml');
  await shows('Graph two', 'Stages');
});

test('a file that is no spec changes nothing', async () => {
  const before = await items();
  await workOn('notes.md');
  await shows('Graph two', 'Stages');
  expect(await items()).toBe(before);
});

test('the drawing of a spec that is closed stays, and goes on working', async () => {
  const { driver } = editor;
  await workOn('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await workOn('two.resnet.yaml');
  await shows('Graph two', 'Stages');
  const before = await items();
  await close('one.resnet.yaml');
  await close('two.resnet.yaml');
  await press('Ops');
  await expect.poll(items, { timeout: DEADLINE_MS }).toBeGreaterThan(before);
  await driver.screenshot('graph-closed-dark');
});

test('where the file is gone, the panel says how to go on', async () => {
  const { driver } = editor;
  await workOn('gone.resnet.yaml');
  await shows('Graph gone', 'Stages');
  rmSync(join(editor.workspace, 'gone.resnet.yaml'));
  await close('gone.resnet.yaml');
  await expect.poll(() => graph.locator('.empty:visible').count(), { timeout: DEADLINE_MS }).toBe(1);
  expect(await items()).toBe(0);
  await driver.screenshot('graph-nothing-dark');
  await workOn('one.resnet.yaml');
  await shows('Graph one', 'Blocks');
  await expect.poll(items, { timeout: DEADLINE_MS }).toBeGreaterThan(0);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
