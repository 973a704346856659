import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

let editor: RealEditor;
let programs: string;

/** A machine without TensorFlow: no variable that names it, and a Python that knows of no packages. */
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'programs-'));
  writeFileSync(join(programs, 'python3'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(programs, 'python3'), 0o755);
  editor = await startRealEditor({
    files: { 'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml' },
    env: {
      RESNET_TENSORFLOW_LIBRARY: '',
      VIRTUAL_ENV: '',
      CONDA_PREFIX: '',
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    },
  });
});

afterAll(async () => {
  await editor.dispose();
  rmSync(programs, { recursive: true });
});

test('without TensorFlow the person is asked before anything slow is done, and can go on slowly', async () => {
  const { driver } = editor;
  await driver.openFile('tiny.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const dialog = driver.page.locator('.monaco-dialog-box');
  await dialog.waitFor({ timeout: 60_000 });
  expect(await dialog.innerText()).toMatch(/TensorFlow[\s\S]*230 MB[\s\S]*slower/);
  await driver.screenshot('library-offer-dark');
  await dialog.locator('.monaco-button', { hasText: 'Train Slowly' }).click();
  const view = await driver.frameWith('.figures', 60_000);
  await view.locator('.state[data-state="finished"]').waitFor({ timeout: 180_000 });
  await expect.poll(() => view.locator('.setting').innerText()).toContain('wasm');
  await driver.screenshot('train-slowly-dark');
  expect(extensionErrors(editor)).toEqual([]);
});
