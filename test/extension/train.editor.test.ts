import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionErrors } from '../support/extensionErrors.ts';
import { type RealEditor, startRealEditor } from '../support/realEditor.ts';

/** The goal is two seconds; a deadline in a test is five times the goal. */
const CANCEL_DEADLINE_MS = 10_000;
const TRAINING_DEADLINE_MS = 180_000;

let editor: RealEditor;

beforeAll(async () => {
  editor = await startRealEditor({
    files: {
      'tiny.resnet.yaml': 'test/fixtures/editor/tiny-digits.resnet.yaml',
      'endless.resnet.yaml': 'test/fixtures/editor/endless-digits.resnet.yaml',
    },
  });
});

afterAll(async () => {
  await editor.dispose();
});

async function runView(name: string): Promise<Frame> {
  const { driver } = editor;
  await expect
    .poll(
      async () => {
        const frame = await driver.frameWith('.title');
        return frame.locator('.title').innerText();
      },
      { timeout: 60_000 },
    )
    .toBe(name);
  return driver.frameWith('.title');
}

async function closePanels(): Promise<void> {
  await editor.driver.runCommand('View: Close All Editors');
}

async function waitForState(frame: Frame, state: string, timeout: number): Promise<void> {
  await frame.locator(`.state[data-state="${state}"]`).waitFor({ timeout });
}

test('a network is trained from the palette to its end', async () => {
  const { driver } = editor;
  await driver.openFile('tiny.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const view = await runView('Tiny digits');
  await waitForState(view, 'finished', TRAINING_DEADLINE_MS);
  await expect.poll(() => view.locator('.figures').innerText()).toMatch(/Test accuracy\s+\d+\.\d %/);
  await expect
    .poll(() => driver.notifications(), { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/is trained/));
  const [run] = readdirSync(join(editor.workspace, 'runs'));
  expect(existsSync(join(editor.workspace, 'runs', run ?? '', 'run.json'))).toBe(true);
  await driver.screenshot('train-finished-dark');
  await closePanels();
});

test('a run that has ended is shown again', async () => {
  const { driver } = editor;
  await driver.runCommand('ResNet Designer: Show Run');
  await driver.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Tiny digits' }).first().click();
  const view = await runView('Tiny digits');
  await waitForState(view, 'finished', 20_000);
  await expect.poll(() => view.locator('.figures').innerText()).toMatch(/Step\s+48 of 48/);
});

test('the text that a run was started with is shown when it is asked for', async () => {
  const view = await runView('Tiny digits');
  const section = view.locator('details.spec');
  const loaded = (): Promise<number> => view.locator('script[src*="specText"]').count();
  expect(await loaded()).toBe(0);
  await section.locator('summary').click();
  const lines = section.locator('.view-line');
  await lines.first().waitFor();
  expect(await loaded()).toBe(1);
  const written = readFileSync(join(editor.workspace, 'tiny.resnet.yaml'), 'utf8').trim();
  const shown = async (): Promise<string> =>
    (await lines.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ').trim();
  await expect.poll(shown).toBe(written);
  // Keys, numbers and comments each have a colour of their own.
  const kinds =
    "[...new Set([...document.querySelectorAll('.view-line span span')].map((e) => getComputedStyle(e).color))]";
  // Coloured a moment after they are shown.
  await expect.poll(async () => (await view.evaluate<string[]>(kinds)).length).toBeGreaterThan(2);
  await section.locator('.view-line').first().click();
  await editor.driver.page.keyboard.press('x');
  await expect.poll(shown).toBe(written);
  // A person takes the text along.
  await editor.driver.press('Mod+A');
  await editor.driver.press('Mod+C');
  await expect
    .poll(() => editor.driver.page.evaluate<string>('navigator.clipboard.readText()'))
    .toContain(written);
  await editor.driver.screenshot('train-spec-dark');
  expect(editor.driver.policyViolations).toEqual([]);
  await closePanels();
});

test('Cancel ends a training', async () => {
  const { driver } = editor;
  await driver.openFile('endless.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const view = await runView('Endless digits');
  await view.locator('.figures dt', { hasText: 'Step' }).waitFor({ timeout: TRAINING_DEADLINE_MS });
  await driver.page.locator('.notification-toast', { hasText: 'Endless digits' }).getByText('Cancel').click();
  await waitForState(view, 'stopped', CANCEL_DEADLINE_MS);
});

test('a run that was stopped goes on from where it was', async () => {
  const { driver } = editor;
  const view = await runView('Endless digits');
  const step = async (): Promise<number> => {
    const text = await view.locator('.figures div', { hasText: 'Step' }).locator('dd').innerText();
    return Number(text.replace(/ of .*/, '').replaceAll(',', ''));
  };
  const before = await step();
  await view.locator('button', { hasText: 'Resume' }).click();
  await waitForState(view, 'running', TRAINING_DEADLINE_MS);
  await expect.poll(step, { timeout: TRAINING_DEADLINE_MS }).toBeGreaterThan(before);
  await view.locator('button', { hasText: 'Stop' }).click();
  await waitForState(view, 'stopped', CANCEL_DEADLINE_MS);
  await driver.screenshot('train-stopped-dark');
  await closePanels();
});

test('a training outlives a reload of the window and is found again', async () => {
  const { driver } = editor;
  await driver.openFile('endless.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const view = await runView('Endless digits');
  await view.locator('.figures dt', { hasText: 'Step' }).waitFor({ timeout: TRAINING_DEADLINE_MS });
  // As a person would: a reload of the page from outside gives the editor no time to keep its panels.
  await driver.runCommand('Developer: Reload Window');
  await driver.page.waitForEvent('load');
  const status = driver.page.locator('.statusbar-item', { hasText: 'Endless digits' });
  await status.waitFor({ timeout: 60_000 });
  // The view comes back with the whole run.
  const again = await runView('Endless digits');
  await waitForState(again, 'running', 30_000);
  await driver.runCommand('ResNet Designer: Stop Training');
  await waitForState(again, 'stopped', CANCEL_DEADLINE_MS);
  await status.waitFor({ state: 'detached', timeout: CANCEL_DEADLINE_MS });
});

test('a run is paused in its view, outlives a reload of the window so, and goes on by the palette', async () => {
  const { driver } = editor;
  await closePanels();
  await driver.openFile('endless.resnet.yaml');
  await driver.runCommand('ResNet Designer: Train');
  const view = await runView('Endless digits');
  await view.locator('.figures dt', { hasText: 'Step' }).waitFor({ timeout: TRAINING_DEADLINE_MS });
  await view.locator('button', { hasText: 'Pause' }).click();
  await waitForState(view, 'paused', CANCEL_DEADLINE_MS);
  await driver.screenshot('train-paused-dark');
  await driver.runCommand('Developer: Reload Window');
  await driver.page.waitForEvent('load');
  const again = await runView('Endless digits');
  await waitForState(again, 'paused', 60_000);
  const step = (): Promise<string> =>
    again.locator('.figures div', { hasText: 'Step' }).locator('dd').innerText();
  const before = await step();
  await driver.page.waitForTimeout(1000);
  expect(await step()).toBe(before);
  await driver.page.locator('.statusbar-item', { hasText: 'Endless digits' }).waitFor({ timeout: 60_000 });
  await driver.runCommand('ResNet Designer: Continue Training');
  await waitForState(again, 'running', CANCEL_DEADLINE_MS);
  await expect.poll(step).not.toBe(before);
  await driver.runCommand('ResNet Designer: Pause Training');
  await waitForState(again, 'paused', CANCEL_DEADLINE_MS);
  await again.locator('button', { hasText: 'Stop' }).click();
  await waitForState(again, 'stopped', CANCEL_DEADLINE_MS);
});

test('nothing broke on the way', () => {
  expect(editor.driver.policyViolations).toEqual([]);
  expect(extensionErrors(editor)).toEqual([]);
});
