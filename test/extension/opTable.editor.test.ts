import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';
import { runCli } from '../support/runCli.ts';

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  await editor.driver.openFile('net.resnet.yaml');
  await editor.driver.runCommand('ResNet Designer: Open Graph');
  graph = await editor.driver.frameWith('[role="treeitem"]');
});

afterAll(async () => {
  await editor.dispose();
});

/** What `resnet analyze` prints of the same file. */
function printed(format: string): string {
  const { stdout } = runCli(['analyze', join(editor.workspace, 'net.resnet.yaml'), '--format', format]);
  return stdout;
}

test('the table shows the ops of the spec, and copies what resnet analyze prints', async () => {
  const { driver } = editor;
  await graph.locator('.toolbar button', { hasText: 'Table' }).click();
  await graph.locator('.op-rows .op-row').first().waitFor();
  const { totals } = JSON.parse(printed('json')) as { totals: { trainable: number } };
  const trainable = await graph.locator('.op-total .op-trainable').innerText();
  expect(Number(trainable.replaceAll('\u202f', ''))).toBe(totals.trainable);
  for (const [name, format] of [
    ['Copy CSV', 'csv'],
    ['Copy Markdown', 'markdown'],
  ] as const) {
    await graph.getByRole('button', { name }).click();
    await expect
      .poll(() => driver.page.evaluate<string>('navigator.clipboard.readText()'), { timeout: 10_000 })
      .toBe(printed(format));
  }
  await driver.screenshot('op-table');
});

test('two clicks on a row lead into the text', async () => {
  await graph.locator('.op-rows .op-path', { hasText: 'conv3_x.1' }).first().dblclick();
  const { driver } = editor;
  await graph.locator('[role="treeitem"][aria-selected="true"][aria-label^="conv3_x"]').waitFor({
    state: 'attached',
  });
  // The stage is selected, to its end: the line of its name.
  const lines = readFileSync(join(editor.workspace, 'net.resnet.yaml'), 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('name: conv3_x'));
  await expect
    .poll(() => driver.page.locator('[id="status.editor.selection"]').innerText({ timeout: 5000 }))
    .toContain(`Ln ${line + 1}, Col ${(lines[line] ?? '').length + 1} (`);
  expect(driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
