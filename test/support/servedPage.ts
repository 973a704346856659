import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newNonce, webviewHtml } from '../../src/extension/webviewHtml.ts';

const ORIGIN = 'https://page.test';
const bundles = join(import.meta.dirname, '../../dist/webview');
const TYPES = [
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
] as const;

export interface ServedPage {
  /** Of its bundle, such as `graph`. */
  readonly name: string;
  readonly words: Readonly<Record<string, string>>;
  /** What the page says to the extension. */
  readonly said: (message: unknown) => void | Promise<void>;
}

/**
 * Makes a browser ready to show a built page under its real policy, from a made-up origin that no request leaves the
 * browser for. The page's address is the answer.
 */
export async function servePage(page: Page, { name, words, said }: ServedPage): Promise<string> {
  const html = webviewHtml({
    cspSource: ORIGIN,
    script: `${ORIGIN}/${name}.js`,
    style: `${ORIGIN}/${name}.css`,
    title: 'ResNet Designer',
    language: 'en',
    words,
    nonce: newNonce(),
    allowInlineStyles: true,
  });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    const contentType = TYPES.find(([ending]) => file.endsWith(ending))?.[1];
    if (file === '') await route.fulfill({ contentType: 'text/html', body: html });
    else if (contentType === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType, body: readFileSync(join(bundles, file)) });
  });
  await page.exposeFunction('resnetPost', said);
  await page.addInitScript({ content: PAGE_SCRIPT });
  return `${ORIGIN}/`;
}

/** To the page, as from the extension. */
export async function sendToPage(page: Page, message: unknown): Promise<void> {
  // As VS Code's, and unlike Monaco's own, it does not come from the window itself.
  await page.evaluate(`dispatchEvent(new MessageEvent('message', {data: ${JSON.stringify(message)}}))`);
}

/** Runs in the page: VS Code's side of `acquireVsCodeApi`, and what the tests need of a browser. */
const PAGE_SCRIPT = `
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => resnetPost(message),
    setState: (state) => sessionStorage.setItem('kept', JSON.stringify(state)),
    getState: () => JSON.parse(sessionStorage.getItem('kept') ?? 'null'),
  });
  // The page keeps its state a moment after it changed; then two frames until all is painted.
  globalThis.resnetSettle = () => new Promise((done) => {
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 220);
  });
  // Set through the style object, which a policy against inline styles lets pass.
  globalThis.resnetTheme = ({ bodyClass, variables }) => {
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    document.body.className = bodyClass;
  };
`;
