import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { FromTrainingView, ToTrainingView } from '../../src/protocol/trainingView.ts';
import { TRAINING_WORDS } from '../../src/protocol/trainingWords.ts';
import { sendToPage, servePage } from './servedPage.ts';
import { startBrowser } from './startBrowser.ts';
import { type ThemeKey, WEBVIEW_THEMES } from './webviewThemes.ts';

const screenshots = join(import.meta.dirname, '../../test-results/training');

/** The page of a run in a browser, without an editor. */
export interface TrainingHarness {
  readonly page: Page;
  /** Everything that the page said. */
  readonly said: FromTrainingView[];
  /** Waits until all is painted. */
  send(...messages: readonly ToTrainingView[]): Promise<void>;
  setTheme(name: ThemeKey): Promise<void>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function startTrainingPage(): Promise<TrainingHarness> {
  const browser = await startBrowser({ width: 900, height: 800 });
  const { page } = browser;
  const said: FromTrainingView[] = [];
  const address = await servePage(page, {
    name: 'training',
    words: TRAINING_WORDS,
    said: (message) => {
      said.push(message as FromTrainingView);
    },
  });
  const settle = (): Promise<unknown> => page.evaluate('resnetSettle()');
  await page.goto(address);
  return {
    page,
    said,
    send: async (...messages) => {
      for (const message of messages) await sendToPage(page, message);
      await settle();
    },
    setTheme: async (name) => {
      await page.evaluate(`resnetTheme(${JSON.stringify(WEBVIEW_THEMES[name])})`);
      await settle();
    },
    screenshot: async (name) => {
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}
