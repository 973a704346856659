import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Analysis, analyze } from '../../src/core/analyze.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { applyEdits } from '../../src/core/diagnostics/priceFix.ts';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import { packed } from '../../src/core/drawing/packing.ts';
import type { Model } from '../../src/core/model/model.ts';
import { packView } from '../../src/core/packView.ts';
import {
  DEFAULT_GRAPH_VIEW,
  type DrawingAnswer,
  type FromGraph,
  type GraphPageState,
  type GraphView,
  type ShownDocument,
  type ToGraph,
} from '../../src/protocol/graph.ts';
import type { ComparedSide } from '../../src/protocol/graphCompare.ts';
import type { DesignAnswer, DesignAskMessage } from '../../src/protocol/graphDesign.ts';
import { GRAPH_WORDS } from '../../src/protocol/graphWords.ts';
import { comparisonOf } from '../../src/server/comparisonOf.ts';
import { designAnswer } from '../../src/server/designAnswer.ts';
import { isDrawable, toldError } from '../../src/server/drawable.ts';
import { wireOpTable } from '../../src/server/wireOpTable.ts';
import { answerInspector, isInspectorQuestion } from './inspectorHarness.ts';
import { sendToPage, servePage } from './servedPage.ts';
import { startBrowser } from './startBrowser.ts';
import { type ThemeKey, WEBVIEW_THEMES, type WebviewTheme } from './webviewThemes.ts';

const screenshots = join(import.meta.dirname, '../../test-results/graph');

/** The page in a browser, and the part of the extension that it talks to. */
export interface GraphHarness {
  readonly page: Page;
  /** Everything that the page said. */
  readonly said: FromGraph[];
  /** What it was last given to draw. */
  drawing(): Drawing;
  /** The document's text, with what was changed in the drawing. */
  text(): string;
  /** The document as it is now; the page gets its drawing, as it would after each change. */
  type(text: string): Promise<void>;
  /** The same without waiting until it is painted. */
  typeAtOnce(text: string): Promise<void>;
  /** As the extension does once it was chosen what to compare with; null ends it. */
  compareWith(side: ComparedSide | null): Promise<void>;
  /** Another document comes to the front, new or known from before. */
  switchTo(name: string): Promise<void>;
  send(message: ToGraph): Promise<void>;
  /** Answers of a type are late from now on; they come when that is called which this gives back. */
  hold(type: ToGraph['type']): () => Promise<void>;
  setTheme(name: ThemeKey): Promise<void>;
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
}

export async function startGraph(options: HarnessOptions = {}): Promise<GraphHarness> {
  const { width = 760, height = 900 } = options;
  const browser = await startBrowser({ width, height });
  const { page } = browser;
  const said: FromGraph[] = [];
  const documents = new Map<string, HarnessDocument>();
  let shown = documentOf(documents, 'net.resnet.yaml');
  let last: Drawing | null = null;
  let theme: WebviewTheme = WEBVIEW_THEMES.light;

  const held = new Map<ToGraph['type'], ToGraph[]>();
  const send = async (message: ToGraph): Promise<void> => {
    const late = held.get(message.type);
    if (late === undefined) await sendToPage(page, message);
    else late.push(message);
  };
  const settle = async (): Promise<void> => {
    await page.evaluate('resnetSettle()');
  };
  const answer = async (): Promise<void> => {
    const { document, view } = shown;
    const message = answerTo(shown);
    last = message.drawing === null ? null : expandDrawing(message.drawing);
    await send({ type: 'show', document, view, ...message });
  };
  const open = async (): Promise<void> => {
    await page.goto(address);
    await page.evaluate(`resnetTheme(${JSON.stringify(theme)})`);
    await settle();
  };

  const type = async (next: string): Promise<void> => {
    shown.text = next;
    shown.version += 1;
    shown.good = drawable(shown.text, shown.version) ?? shown.good;
    await answer();
  };
  /** As the server and the extension do together. */
  const design = async ({ question, version, ids, ask }: DesignAskMessage): Promise<void> => {
    const isOld = version !== shown.version;
    const found = isOld ? REFUSED : designAnswer(analyze(shown.text), ids, ask, formatMessage);
    if (found.kind === 'edits') {
      const edits = found.edits.map(({ start, end, newText }) => ({ range: { start, end }, newText }));
      await type(applyEdits(shown.text, edits));
      const { focus } = found;
      const applied: DesignAnswer = { kind: 'applied', version: shown.version, focus };
      await send({ type: 'designAnswer', question, answer: applied });
    } else await send({ type: 'designAnswer', question, answer: found });
  };
  const opsOf = (uri: string, folds: boolean): ToGraph => {
    const good = [...documents.values()].find(({ document }) => document.uri === uri)?.good ?? null;
    return { type: 'ops', uri, table: good === null ? null : wireOpTable(good.version, good.model, folds) };
  };

  const hear = async (message: FromGraph): Promise<void> => {
    said.push(message);
    if (isInspectorQuestion(message)) {
      const { reply, text } = answerInspector(message, shown.text, shown.version);
      await send(reply);
      if (text !== null) await type(text);
    }
    if (message.type === 'ops') await send(opsOf(message.uri, message.folds));
    if (message.type === 'copyOps') await send({ type: 'opsCopied', form: message.form, isCopied: true });
    if (message.type === 'stopComparing') {
      shown.compared = null;
      await answer();
    }
    if (message.type === 'designAsk') await design(message);
    if (message.type !== 'ready' && message.type !== 'view') return;
    const views = message.type === 'ready' ? message.views : { [message.uri]: message.view };
    for (const each of documents.values()) each.view = views[each.document.uri] ?? each.view;
    if (shown.text !== '') await answer();
  };
  const address = await servePage(page, {
    name: 'graph',
    words: GRAPH_WORDS,
    said: (message) => hear(message as FromGraph),
  });
  await open();

  return {
    page,
    said,
    drawing: () => {
      if (last === null) throw new Error('nothing was drawn');
      return last;
    },
    text: () => shown.text,
    type: async (next) => {
      await type(next);
      await settle();
    },
    typeAtOnce: type,
    compareWith: async (side) => {
      shown.compared = side;
      await answer();
      await settle();
    },
    switchTo: async (name) => {
      shown = documentOf(documents, name);
      if (shown.text !== '') await answer();
      await settle();
    },
    send,
    hold: (type) => {
      const late: ToGraph[] = [];
      held.set(type, late);
      return async () => {
        held.delete(type);
        for (const message of late) await send(message);
        await settle();
      };
    },
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
      const kept = await page.evaluate<GraphPageState | null>("JSON.parse(sessionStorage.getItem('kept'))");
      const node = last?.nodes.find((candidate) => candidate.id === id);
      if (kept === null || node === undefined) throw new Error(`${id} is not drawn`);
      const area = await page.locator('.canvas').first().boundingBox();
      const place = kept.places[shown.document.uri];
      if (place === undefined) throw new Error(`${shown.document.name} was not looked at`);
      const { zoom, pan } = place;
      const x = (node.box.x + node.box.width / 2) * zoom + pan.x + (area?.x ?? 0);
      const y = (node.box.y + Math.min(node.box.height / 2, 14)) * zoom + pan.y + (area?.y ?? 0);
      return { x, y, zoom };
    },
    close: () => browser.close(),
  };
}

const REFUSED = { kind: 'refused', reason: 'The text has changed meanwhile. Try again.' } as const;

/** An open text and what is open in its drawing. */
interface HarnessDocument {
  readonly document: ShownDocument;
  text: string;
  version: number;
  good: GoodText | null;
  view: GraphView;
  compared: ComparedSide | null;
}

function documentOf(documents: Map<string, HarnessDocument>, name: string): HarnessDocument {
  const document = { uri: `file:///${name}`, name };
  const known = documents.get(name);
  const opened = known ?? {
    document,
    text: '',
    version: 0,
    good: null,
    view: DEFAULT_GRAPH_VIEW,
    compared: null,
  };
  documents.set(name, opened);
  return opened;
}

/** What the language server answers: the last drawing that could be made where the text is broken. */
function comparedModel({ text, variant }: ComparedSide): Model | null {
  return analyze(text, variant === null ? {} : { variant }).model;
}

function answerTo({ text, good, version, view, compared }: HarnessDocument): DrawingAnswer {
  const before = compared === null ? null : comparedModel(compared);
  const analysis = analyze(text);
  const { diagnostics } = analysis;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const told = toldError(analysis);
  return {
    version: good?.version ?? version,
    isCurrent: good?.version === version,
    drawing:
      good === null
        ? null
        : packed(packView({ analysis: good.analysis, model: good.model, view, before }, {})),
    comparison: good === null || compared === null ? null : comparisonOf(compared.name, before, good.model),
    newestVersion: version,
    errors: errors.length,
    warnings: diagnostics.length - errors.length,
    error: told === null ? '' : formatMessage(told.message),
    errorRange: told === null ? null : { ...told.range },
  };
}

interface GoodText {
  readonly analysis: Analysis;
  readonly version: number;
  readonly model: Model;
}

function drawable(text: string, version: number): GoodText | null {
  const analysis = analyze(text);
  const { model } = analysis;
  return model !== null && isDrawable(analysis) ? { version, model, analysis } : null;
}
