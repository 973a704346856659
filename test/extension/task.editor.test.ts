import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml',
      '.vscode/tasks.json': 'test/fixtures/editor/tasks.json',
    },
  });
});

afterAll(async () => {
  await editor.dispose();
});

/** The list of tasks is made when it opens, which may be before VS Code has read tasks.json: then once more. */
async function runTask(label: string): Promise<void> {
  const { page } = editor.driver;
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
  for (let attempt = 1; ; attempt += 1) {
    await editor.driver.press('Mod+P');
    await page.locator('.quick-input-widget:visible input.input').fill(`task ${label}`);
    try {
      await row.waitFor({ timeout: 10_000 });
      break;
    } catch (error) {
      if (attempt === 4) throw error;
      await editor.driver.press('Escape');
    }
  }
  await row.click();
}

test('a task trains, and its terminal shows how', async () => {
  const { driver } = editor;
  await driver.openFile('tiny.resnet.yaml');
  await expect.poll(() => driver.page.locator('#status\\.editor\\.mode').innerText()).toMatch(/ResNet/);
  await runTask('train a little');
  const runs = join(editor.workspace, 'runs');
  const state = (): string => {
    try {
      const [run] = readdirSync(runs);
      return (JSON.parse(readFileSync(join(runs, run ?? '', 'run.json'), 'utf8')) as { state: string }).state;
    } catch {
      return 'none';
    }
  };
  await expect.poll(state, { timeout: 120_000 }).toBe('finished');
  const view = await driver.frameWith('.figures', 60_000);
  await view.locator('.state[data-state="finished"]').waitFor({ timeout: 60_000 });
  await driver.screenshot('task-dark');
  await driver.runCommand('View: Close All Editors');
  expect(extensionErrors(editor)).toEqual([]);
});

test('the doctor says what works here', async () => {
  const { driver } = editor;
  await driver.runCommand('ResNet Designer: Doctor');
  const page = await driver.frameWith('h1', 60_000);
  expect(await page.locator('h1').innerText()).toBe('What can train here');
  await page.locator('h2', { hasText: '✓ tensorflow' }).waitFor();
  await driver.screenshot('doctor-dark');
});
