import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { accessibilityFaults } from '../../support/accessibility.ts';
import { examplePath, runCli } from '../../support/runCli.ts';
import { startBrowser } from '../../support/startBrowser.ts';

it.each(['light', 'dark'] as const)(
  'axe finds nothing in the file where the system is %s',
  async (scheme) => {
    const folder = mkdtempSync(join(tmpdir(), 'resnet-standalone-'));
    const browser = await startBrowser({ width: 1000, height: 900 });
    const { page } = browser;
    const check = async (state: string): Promise<void> => {
      expect(await accessibilityFaults(page), state).toEqual([]);
    };
    try {
      const file = join(folder, 'net.html');
      expect(runCli(['graph', examplePath('resnet-imagenet-basic'), '--out', file]).code).toBe(0);
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(pathToFileURL(file).href);
      await page.locator('[role=treeitem]').first().waitFor({ state: 'attached' });
      await check('drawn');
      await page.locator('.canvas[role=tree]').focus();
      await page.keyboard.press('/');
      await page.keyboard.type('nowhere');
      await check('nothing found');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Table' }).click();
      await page.locator('.op-rows .op-row').first().waitFor();
      await check('the table');
      const compared = ['--variant', 'resnet34', '--before-variant', 'resnet18'];
      expect(runCli(['graph', examplePath('resnet-imagenet-basic'), '--out', file, ...compared]).code).toBe(
        0,
      );
      await page.reload();
      await page.locator('.compare .legend').waitFor();
      await check('compared');
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true });
    }
  },
);
