import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../support/hostileTexts.ts';
import { examplePath, runCli } from '../../support/runCli.ts';
import { type Browser, startBrowser } from '../../support/startBrowser.ts';
import { pressTool } from '../../support/toolbarSteps.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-standalone-'));
const pictures = join(import.meta.dirname, '../../../test-results/standalone');
const file = join(folder, 'net.html');
/** What the page asked the world for beyond its own file, and what its policy or its console complained of. */
const asked: string[] = [];
const complaints: string[] = [];
let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await startBrowser({ width: 1000, height: 900 });
  const { page } = browser;
  await page.route('**/*', async (route) => {
    if (route.request().url().startsWith('file:')) return route.continue();
    asked.push(route.request().url());
    return route.abort();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
});

afterEach(() => {
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(spec: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = runCli(['graph', spec, '--out', file, ...args]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('written')]);
  await browser.page.goto(pathToFileURL(file).href);
  await browser.page.locator('[role=treeitem]').first().waitFor({ state: 'attached' });
}

const items = (): Promise<number> => browser.page.locator('[role=treeitem]').count();
const expanded = (name: string): Promise<string | null> =>
  browser.page.locator(`[role=treeitem][aria-label^="${name}"]`).first().getAttribute('aria-expanded');

it('opened from the disk, shows the drawing, opens a stage and closes it, without a network', async () => {
  const { page } = browser;
  await open(examplePath('resnet-imagenet-basic'), '--expand', 'stages', '--variant', 'resnet34');
  // Figure 3: input, conv1, pool, conv2_x to conv5_x, average pool, fc, output.
  expect(await items()).toBe(10);
  expect(await page.title()).toContain('resnet34');
  expect(await expanded('conv3_x')).toBe('false');
  await page.locator('.canvas[role=tree]').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('conv3_x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect.poll(() => expanded('conv3_x')).toBe('true');
  expect(await items()).toBeGreaterThan(10);
  await page.screenshot({ path: join(pictures, 'light.png') });
  await page.keyboard.press('Enter');
  await expect.poll(() => expanded('conv3_x')).toBe('false');
});

it('has the table of ops with the figures of the spec', async () => {
  const { page } = browser;
  await open(examplePath('resnet-imagenet-basic'), '--variant', 'resnet34');
  await page.locator('.toolbar button', { hasText: 'Table' }).click();
  // 7·7·3·64 weights of the first convolution, as the csv says, too.
  await page.locator('[role=row]', { hasText: /9\s408/ }).waitFor();
  await page.screenshot({ path: join(pictures, 'table.png') });
});

it('shows a live comparison: what it is compared with, the change in all, marks that stay as stages open', async () => {
  const { page } = browser;
  const compared = ['--variant', 'resnet32', '--before-variant', 'resnet20'];
  await open(examplePath('resnet-cifar10'), '--expand', 'stages', ...compared);
  const bar = page.locator('.compare[role=status]');
  const text = (await bar.innerText()).replace(/\s+/g, ' ');
  expect(text).toContain('Compared with resnet-cifar10.resnet.yaml (resnet20)');
  // The counts that the paper's recipe gives for n = 3 and n = 5.
  expect(text).toContain('269,722 → 464,154');
  expect(await bar.locator('.legend li').count()).toBe(4);
  // There is nothing to choose in a file.
  expect(await bar.locator('button').count()).toBe(0);
  expect(await page.locator('.toolbar button', { hasText: 'Compare' }).count()).toBe(0);
  const changed = page.locator('[role=treeitem][aria-label^="conv3_x"]').first();
  expect(await changed.getAttribute('aria-label')).toContain('Before: conv3_x, basic ×3');
  await page.screenshot({ path: join(pictures, 'compared.png') });
  await pressTool(page, 'Ops');
  await page.locator('[role=treeitem][aria-label*="new"]').first().waitFor({ state: 'attached' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.screenshot({ path: join(pictures, 'compared-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
});

it('is dark where the system is', async () => {
  const { page } = browser;
  const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await open(examplePath('resnet-cifar10'), '--expand', 'blocks');
  expect(await background()).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe('rgb(31, 31, 31)');
  // Two frames until the canvas is painted in its new colours.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.screenshot({ path: join(pictures, 'dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
});

it('its policy lets no other script, style or request in', async () => {
  const { page } = browser;
  await open(examplePath('resnet-cifar10'));
  const breaches = await page.evaluate<string[]>(`new Promise((done) => {
    const seen = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(event.effectiveDirective);
      if (seen.length === 3) done(seen.sort());
    });
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    const style = document.createElement('style');
    style.textContent = 'body { display: none }';
    document.head.append(script, style);
    fetch('https://example.org/').catch(() => undefined);
  })`);
  expect(breaches).toEqual(['connect-src', 'script-src-elem', 'style-src-elem']);
  expect(await page.evaluate('window.ran')).toBeUndefined();
  complaints.splice(0);
});

it('holds any text of a spec without taking it for markup', async () => {
  const spec = join(folder, 'odd & <b>.resnet.yaml');
  const title = HOSTILE_TEXTS.join(' ');
  writeFileSync(
    spec,
    `model: ${JSON.stringify(title)}\ninput: [8, 8, 3]\nlayers:\n  - conv: 4 # </script><script>alert(1)</script>\n`,
  );
  await open(spec);
  expect(await browser.page.title()).toBe(title);
  expect(await browser.page.locator('b, script').count()).toBe(1);
  expect(readFileSync(file, 'utf8')).not.toContain(folder);
});

it('is small enough to send', () => {
  expect(statSync(file).size).toBeLessThan(1_500_000);
});
