import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({ files: { 'net.resnet.yaml': 'examples/resnet20-digits.resnet.yaml' } });
});

afterAll(async () => {
  await editor.dispose();
});

test('the installed package takes a spec file as its own language', async () => {
  const { driver } = editor;
  await driver.openFile('net.resnet.yaml');
  await expect.poll(() => driver.page.locator('#status\\.editor\\.mode').innerText()).toMatch(/ResNet/);
});

test('an example is without errors', async () => {
  expect(await editor.driver.squiggles()).toEqual([]);
});

test('the text that stands in the editor is the file, and what is typed stands in it', async () => {
  const { driver } = editor;
  await driver.goTo(1, 1);
  await driver.type('# typed\n');
  expect(await driver.text()).toMatch(/^# typed\n# A ResNet-20/);
});
