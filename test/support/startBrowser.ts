import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../.tools/editor/findChromium.ts';
import { setupContext } from '../../.tools/setup/setupContext.ts';

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

/** Root has no sandbox, and nothing here may look for other machines. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium with one page, whose clipboard the page may use. */
export async function startBrowser(size: { width: number; height: number }): Promise<Browser> {
  const executablePath = await findChromium(setupContext());
  const browser = await chromium.launch({ executablePath, args: flags });
  const context = await browser.newContext({
    viewport: size,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { page: await context.newPage(), close: () => browser.close() };
}
