import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

const SPEC = 'family.resnet.yaml';
let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({ files: { [SPEC]: 'examples/resnet-cifar10.resnet.yaml' } });
  await editor.driver.openFile(SPEC);
});

afterAll(async () => {
  await editor.dispose();
});

test('two variants are compared by meaning', async () => {
  const { driver } = editor;
  await driver.runCommand('ResNet Designer: Compare…');
  const row = driver.page.locator('.quick-input-list .monaco-list-row', { hasText: 'resnet56' });
  await row.first().click();
  const page = await driver.frameWith('h2', 60_000);
  expect(await page.locator('h2').innerText()).toContain(`${SPEC} (resnet56) → ${SPEC}`);
  const items = (await page.locator('li').allInnerTexts()).join('\n');
  // As written n is 3: ResNet-20.
  expect(items).toContain('853,018 → 269,722');
  expect(items).toContain('repeat: 9 → 3');
  await driver.screenshot('compare');
});
