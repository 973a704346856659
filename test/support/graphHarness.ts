import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { analyze } from '../../src/core/analyze.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import type { Model } from '../../src/core/model/model.ts';
import { newNonce, webviewHtml } from '../../src/extension/webviewHtml.ts';
import {
  DEFAULT_GRAPH_VIEW,
  type DrawingAnswer,
  type FromGraph,
  type GraphView,
  type ToGraph,
} from '../../src/protocol/graph.ts';
import { startBrowser } from './startBrowser.ts';
import { WEBVIEW_THEMES, type WebviewTheme } from './webviewThemes.ts';

const ORIGIN = 'https://graph.test';
const root = join(import.meta.dirname, '../..');
const screenshots = join(root, 'test-results/graph');

/** The page in a browser, and the part of the extension that it talks to. */
export interface GraphHarness {
  readonly page: Page;
  /** Everything that the page said. */
  readonly said: FromGraph[];
  /** What it was last given to draw. */
  drawing(): Drawing;
  /** The document as it is now; the page gets its drawing, as it would after each change. */
  type(text: string): Promise<void>;
  send(message: ToGraph): Promise<void>;
  setTheme(name: keyof typeof WEBVIEW_THEMES): Promise<void>;
  /** As a reload of the window does: a new page with the state that the old one kept. */
  reload(): Promise<void>;
  /** Waits until everything said has arrived and is painted. */
  settle(): Promise<void>;
  screenshot(name: string): Promise<void>;
  /** Where the middle of a node is on the screen. */
  spot(id: string): Promise<{ x: number; y: number; zoom: number }>;
  close(): Promise<void>;
}

interface HarnessOptions {
  readonly width?: number;
  readonly height?: number;
  readonly uri?: string;
}

export async function startGraph(options: HarnessOptions = {}): Promise<GraphHarness> {
  const { width = 760, height = 900, uri = 'file:///net.resnet.yaml' } = options;
  const browser = await startBrowser({ width, height });
  const { page } = browser;
  const said: FromGraph[] = [];
  const document = { uri, name: 'net.resnet.yaml' };
  let text = '';
  let version = 0;
  let good: GoodText | null = null;
  let view: GraphView = DEFAULT_GRAPH_VIEW;
  let last: Drawing | null = null;
  let theme: WebviewTheme = WEBVIEW_THEMES.light;

  const send = async (message: ToGraph): Promise<void> => {
    await page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  };
  const settle = async (): Promise<void> => {
    await page.evaluate('resnetSettle()');
  };
  const answer = async (): Promise<void> => {
    const message = answerTo(text, good, version, view);
    last = message.drawing;
    await send({ type: 'show', document, ...message });
  };
  const open = async (): Promise<void> => {
    await page.goto(`${ORIGIN}/`);
    await page.evaluate(`resnetTheme(${JSON.stringify(theme)})`);
    await settle();
  };

  await serve(page);
  await page.exposeFunction('resnetPost', async (message: FromGraph) => {
    said.push(message);
    if (message.type === 'ready' || message.type === 'view') {
      view = message.view;
      if (text !== '') await answer();
    }
  });
  await page.addInitScript({ content: PAGE_SCRIPT });
  await open();

  return {
    page,
    said,
    drawing: () => {
      if (last === null) throw new Error('nothing was drawn');
      return last;
    },
    type: async (next) => {
      text = next;
      version += 1;
      good = drawable(text, version) ?? good;
      await answer();
      await settle();
    },
    send,
    setTheme: async (name) => {
      theme = WEBVIEW_THEMES[name];
      await page.evaluate(`resnetTheme(${JSON.stringify(theme)})`);
      await settle();
    },
    reload: open,
    settle,
    screenshot: async (name) => {
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    spot: async (id) => {
      const kept = await page.evaluate<Kept | null>("JSON.parse(sessionStorage.getItem('kept'))");
      const node = last?.nodes.find((candidate) => candidate.id === id);
      if (kept === null || node === undefined) throw new Error(`${id} is not drawn`);
      const area = await page.locator('.canvas').first().boundingBox();
      const { zoom, pan } = kept;
      const x = (node.box.x + node.box.width / 2) * zoom + pan.x + (area?.x ?? 0);
      const y = (node.box.y + Math.min(node.box.height / 2, 14)) * zoom + pan.y + (area?.y ?? 0);
      return { x, y, zoom };
    },
    close: () => browser.close(),
  };
}

interface Kept {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** What the language server answers: the last drawing that could be made where the text is broken. */
function answerTo(text: string, good: GoodText | null, version: number, view: GraphView): DrawingAnswer {
  const { diagnostics } = analyze(text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return {
    version: good?.version ?? version,
    isCurrent: good?.version === version,
    drawing: good === null ? null : drawModel(good.model, view),
    errors: errors.length,
    warnings: diagnostics.length - errors.length,
    firstError: first === undefined ? '' : formatMessage(first.message),
    firstErrorRange: first === undefined ? null : { ...first.range },
  };
}

interface GoodText {
  readonly version: number;
  readonly model: Model;
}

function drawable(text: string, version: number): GoodText | null {
  const { model, diagnostics } = analyze(text);
  const isWhole = diagnostics.every(
    ({ severity, code }) => severity !== 'error' || code.startsWith('shape.'),
  );
  return model !== null && isWhole ? { version, model } : null;
}

/** The built page under its real policy, from a made-up origin that no request leaves the browser for. */
async function serve(page: Page): Promise<void> {
  const nonce = newNonce();
  const html = webviewHtml({
    cspSource: ORIGIN,
    script: `${ORIGIN}/graph.js`,
    style: `${ORIGIN}/graph.css`,
    title: 'Network',
    nonce,
    allowInlineStyles: false,
  });
  const types = new Map([
    ['graph.js', 'text/javascript'],
    ['graph.css', 'text/css'],
  ]);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const type = types.get(name);
    if (name === '') await route.fulfill({ contentType: 'text/html', body: html });
    else if (type === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType: type, body: readFileSync(join(root, 'dist/webview', name)) });
  });
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
