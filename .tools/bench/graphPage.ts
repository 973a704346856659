import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { PackedDrawing } from '../../src/core/drawing/packedDrawing.ts';
import type { Level } from '../../src/core/drawing/viewState.ts';
import { newNonce, webviewHtml } from '../../src/extension/webviewHtml.ts';
import type { ToGraph } from '../../src/protocol/graph.ts';
import { GRAPH_WORDS } from '../../src/protocol/graphWords.ts';

const ORIGIN = 'https://graph.test';
const SIZE = { width: 1000, height: 900 };

/** The built graph page in a real browser, without an editor around it. */
export interface BenchPage {
  /** Milliseconds from a drawing's message to a new page until it is painted. */
  show(drawing: PackedDrawing, level: Level): Promise<number>;
  /** A new page, for what follows. */
  open(): Promise<void>;
  /** Shows what the panel is sent, in the page that is open, and waits until it is painted. */
  follow(message: ToGraph): Promise<void>;
  /** Milliseconds of each frame while the wheel turns a step with every one. */
  turnWheel(step: { readonly deltaY: number; readonly ctrlKey: boolean }): Promise<number[]>;
  /** The same with nothing to do. */
  rest(): Promise<number[]>;
  /** Milliseconds until so many plain elements are put into an empty page and painted. */
  plainElements(count: number): Promise<number>;
  close(): Promise<void>;
}

export async function openBenchPage(root: string, executablePath: string): Promise<BenchPage> {
  const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args: flags });
  const page = await browser.newPage({ viewport: SIZE });
  await page.addInitScript({ content: PAGE_SCRIPT });
  await serve(page, root);
  return {
    show: async (drawing, level) => {
      await page.goto(`${ORIGIN}/`);
      const message = showing(drawing, level);
      await page.evaluate(`globalThis.benchMessage = ${JSON.stringify(message)}`);
      return page.evaluate<number>('benchShow()');
    },
    open: async () => {
      await page.goto(`${ORIGIN}/`);
    },
    follow: (message) => page.evaluate(`benchFollow(${JSON.stringify(message)})`),
    turnWheel: (step) => page.evaluate<number[]>(`benchFrames(${JSON.stringify(step)})`),
    rest: () => page.evaluate<number[]>('benchFrames(null)'),
    plainElements: async (count) => {
      await page.goto(`${ORIGIN}/empty`);
      return page.evaluate<number>(`benchElements(${count})`);
    },
    close: () => browser.close(),
  };
}

function showing(drawing: PackedDrawing, level: Level): ToGraph {
  return {
    type: 'show',
    document: { uri: 'file:///net.resnet.yaml', name: 'net.resnet.yaml' },
    view: { level, toggled: {} },
    version: 1,
    isCurrent: true,
    newestVersion: 1,
    drawing,
    comparison: null,
    errors: 0,
    warnings: 0,
    error: '',
    errorRange: null,
  };
}

async function serve(page: Page, root: string): Promise<void> {
  const html = webviewHtml({
    cspSource: ORIGIN,
    script: `${ORIGIN}/graph.js`,
    style: `${ORIGIN}/graph.css`,
    title: 'Network',
    language: 'en',
    words: GRAPH_WORDS,
    nonce: newNonce(),
    allowInlineStyles: true,
  });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') await route.fulfill({ contentType: 'text/html', body: html });
    else if (name === 'empty') await route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    else if (name === 'favicon.ico') await route.fulfill({ status: 404 });
    else {
      const contentType = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      await route.fulfill({ contentType, body: readFileSync(join(root, 'dist/webview', name)) });
    }
  });
}

/** Runs in the page. A frame is painted when a task comes after it. */
const PAGE_SCRIPT = `
  const mistakes = [];
  window.addEventListener('error', (event) => mistakes.push(event.message));
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => { if (message.type === 'pageError') mistakes.push(message.message); },
    setState: () => {},
    getState: () => null,
  });
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  globalThis.benchShow = async () => {
    const start = performance.now();
    // As from another window: the page takes no messages of its own.
    const data = structuredClone(globalThis.benchMessage);
    window.dispatchEvent(new MessageEvent('message', { data }));
    await painted();
    // What the page does not take costs nothing to draw.
    const isShown = document.querySelector('[role=treeitem]') !== null;
    if (mistakes.length > 0 || !isShown) throw new Error(['nothing is drawn', ...mistakes].join(': '));
    return performance.now() - start;
  };
  globalThis.benchFollow = async (data) => {
    window.dispatchEvent(new MessageEvent('message', { data }));
    await painted();
    if (mistakes.length > 0) throw new Error(mistakes.join(': '));
  };
  globalThis.benchElements = async (count) => {
    const start = performance.now();
    for (let at = 0; at < count; at++) {
      document.body.appendChild(document.createElement('p')).textContent = String(at);
    }
    await painted();
    return performance.now() - start;
  };
  globalThis.benchFrames = (step) => new Promise((done) => {
    const target = document.querySelector('.canvas .canvas');
    const times = [];
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      if (times.length > 90) return done(times.slice(1));
      const place = { clientX: 500, clientY: 450, bubbles: true, cancelable: true };
      if (step !== null) target.dispatchEvent(new WheelEvent('wheel', { ...place, ...step }));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
`;
