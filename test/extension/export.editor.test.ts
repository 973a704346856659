import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { readPdf } from '../support/readPdf.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';
import { runCli } from '../support/runCli.ts';
import { pressTool } from '../support/toolbarSteps.ts';

let editor: RealEditor;
let graph: Frame;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
  const net = readFileSync(join(editor.workspace, 'net.resnet.yaml'), 'utf8');
  writeFileSync(join(editor.workspace, 'small.resnet.yaml'), net.replace('n: 3', 'n: 2'));
  const { driver } = editor;
  await driver.openFile('net.resnet.yaml');
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
  await pressTool(graph, 'Blocks');
});

afterAll(async () => {
  await editor.dispose();
});

/** What the command line writes for the same view. */
function written(name: string, ...options: readonly string[]): Buffer {
  const path = join(editor.workspace, `expected-${name}`);
  const { code } = runCli(['graph', join(editor.workspace, 'net.resnet.yaml'), '--out', path, ...options]);
  expect(code).toBe(0);
  return readFileSync(path);
}

async function exported(name: string): Promise<Buffer> {
  const path = join(editor.workspace, name);
  await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(true);
  await editor.driver.page.locator('.notification-toast', { hasText: `${name} is written` }).waitFor();
  return readFileSync(path);
}

test('the tool in the panel writes the drawing as resnet graph does, and shows where it is', async () => {
  const { driver } = editor;
  await pressTool(graph, 'Export…');
  await driver.page.locator('.quick-input-list', { hasText: 'Mermaid' }).waitFor();
  await driver.screenshot('export-choice');
  await driver.answer('SVG');
  await driver.page.locator('.quick-input-widget:visible', { hasText: 'Export Drawing' }).waitFor();
  const box = driver.page.locator('.quick-input-widget:visible input.input');
  await expect.poll(() => box.inputValue()).toBe(join(editor.workspace, 'net.svg'));
  await driver.press('Enter');
  expect(await exported('net.svg')).toEqual(written('net.svg'));
  await driver.screenshot('export-written');
  await driver.page.locator('.notification-toast a.monaco-button', { hasText: 'Open' }).first().click();
  await driver.page.locator('.tab[data-resource-name="net.svg"]').waitFor();
});

test('the command writes a picture at the scale that is chosen', async () => {
  const { driver } = editor;
  await driver.page.locator('.tab[data-resource-name="net.resnet.yaml"]').click();
  await driver.runCommand('ResNet Designer: Export Drawing…');
  await driver.answer('PNG');
  await driver.page.locator('.quick-input-list', { hasText: 'Another scale' }).waitFor();
  await driver.screenshot('export-scale');
  await driver.answer('3×');
  await driver.page.locator('.quick-input-widget:visible', { hasText: 'Export Drawing' }).waitFor();
  await driver.press('Enter');
  expect(await exported('net.png')).toEqual(written('net.png', '--scale', '3'));
});

test('Mermaid can be copied', async () => {
  const { driver } = editor;
  await driver.runCommand('ResNet Designer: Export Drawing…');
  await driver.answer('Copy as Mermaid');
  await expect
    .poll(() => driver.page.evaluate<string>('navigator.clipboard.readText()'))
    .toBe(written('net.mmd').toString('utf8'));
});

test('while the panel compares, the file has the marks', async () => {
  const { driver } = editor;
  // The written file was opened in its place.
  await driver.runCommand('ResNet Designer: Open Graph');
  graph = await driver.frameWith('[role="treeitem"]');
  await pressTool(graph, 'Compare…');
  await driver.page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'small.resnet.yaml' })
    .first()
    .click();
  await graph.locator('.compare .legend').waitFor();
  await pressTool(graph, 'Export…');
  await driver.page.locator('.quick-input-list', { hasText: 'Changes as CSV' }).waitFor();
  await driver.screenshot('export-compared');
  await driver.answer('PDF');
  await driver.page.locator('.quick-input-widget:visible', { hasText: 'Export Drawing' }).waitFor();
  await driver.press('Enter');
  const small = join(editor.workspace, 'small.resnet.yaml');
  const pdf = await exported('net.pdf');
  expect(pdf).toEqual(written('net.pdf', '--before', small));
  expect(readPdf(pdf).texts).toContain('≠');
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
