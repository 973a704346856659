import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/core/drawing/drawing.ts';
import { PRINT_THEME } from '../../../src/core/print/printTheme.ts';
import { renderSvg } from '../../../src/core/svg/renderSvg.ts';
import { exportFiles } from '../../../src/pictures/exportFiles.ts';
import { renderInThread } from '../../../src/pictures/renderThread.ts';
import type { GraphPageState } from '../../../src/protocol/graph.ts';
import { GRAPH_WORDS } from '../../../src/protocol/graphWords.ts';
import { DrawingItems } from '../../../webview/graph/drawingItems.ts';
import { BUTTON_SIDE, DrawnElements } from '../../../webview/graph/drawnElements.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import { type GraphHarness, startGraph } from '../../support/graphHarness.ts';
import { likeness, type Spot } from '../../support/pictureLikeness.ts';
import { pressTool } from '../../support/toolbarSteps.ts';

const files = exportFiles(join(import.meta.dirname, '../../../dist'));
const pictures = join(import.meta.dirname, '../../../test-results/print');
/** Round the drawing; less than the margin of the SVG, so that its heading stays outside. */
const AROUND = 8;

let graph: GraphHarness | null = null;

afterEach(async () => {
  await graph?.close();
  graph = null;
});

/** The panel takes on the print colours and the font that pictures are rendered with. */
async function asPrinted(shown: GraphHarness): Promise<void> {
  const { stages, ...plain } = PRINT_THEME;
  const colours: Record<string, string> = {
    text: plain.text,
    muted: plain.muted,
    line: plain.line,
    fill: plain.neutralFill,
    border: plain.neutralBorder,
    'frame-fill': plain.frameFill,
    'frame-border': plain.frameBorder,
    error: plain.error,
    'error-fill': plain.errorFill,
    ...Object.fromEntries(
      stages.flatMap(({ fill, border }, at) => [
        [`stage${at}-fill`, fill],
        [`stage${at}-border`, border],
      ]),
    ),
  };
  const rules = Object.entries(colours).map(([name, colour]) => `.probe-${name}{color:${colour} !important}`);
  const css = `body{font-family:Shipped !important}${rules.join('')}`;
  const { regular, bold } = files.fonts;
  const fonts = [regular, bold].map((path) => readFileSync(path).toString('base64'));
  await shown.page.evaluate(`(async () => {
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    for (const [at, text] of ${JSON.stringify(fonts)}.entries()) {
      const face = new FontFace('Shipped', bytes(text), { weight: at === 0 ? '400' : '700' });
      document.fonts.add(await face.load());
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(css)});
    document.adoptedStyleSheets = [sheet];
    document.body.classList.add('printed');
  })()`);
  await shown.settle();
}

interface Shot {
  readonly png: Buffer;
  readonly zoom: number;
  /** Where the picture begins, in the drawing's units. */
  readonly left: number;
  readonly top: number;
}

/** The canvas alone, as far as the drawing goes. */
async function shot(shown: GraphHarness): Promise<Shot> {
  const { page } = shown;
  await pressTool(page, 'Fit');
  await shown.settle();
  const kept = await page.evaluate<GraphPageState>("JSON.parse(sessionStorage.getItem('kept'))");
  const [place] = Object.values(kept.places);
  const area = await page.locator('.canvas').first().boundingBox();
  if (place === undefined || area === null) throw new Error('nothing is shown');
  const { zoom, pan } = place;
  const { bounds } = shown.drawing();
  const clip = {
    x: Math.round(area.x + pan.x + (bounds.x - AROUND) * zoom),
    y: Math.round(area.y + pan.y + (bounds.y - AROUND) * zoom),
    width: Math.round((bounds.width + 2 * AROUND) * zoom),
    height: Math.round((bounds.height + 2 * AROUND) * zoom),
  };
  const png = await page.screenshot({ clip });
  return { png, zoom, left: (clip.x - area.x - pan.x) / zoom, top: (clip.y - area.y - pan.y) / zoom };
}

/** The same part of the SVG, in pixels of the same size. */
async function printed(drawing: Drawing, { png, zoom, left, top }: Shot): Promise<Buffer> {
  const [width, height] = [png.readUInt32BE(16) / zoom, png.readUInt32BE(20) / zoom];
  const root = /^([\s\S]*?<svg xmlns="[^"]*" [^>]*?)width="[^"]*" height="[^"]*" viewBox="[^"]*"/;
  const svg = renderSvg(drawing).replace(
    root,
    `$1width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}"`,
  );
  const request = {
    type: 'png',
    svg,
    scale: zoom,
    wasm: readFileSync(files.wasm),
    fonts: { regular: readFileSync(files.fonts.regular), bold: readFileSync(files.fonts.bold) },
  } as const;
  const { bytes } = await renderInThread(files.program, request);
  return Buffer.from(bytes);
}

/** What can be pressed is not printed. */
function buttonSpots(drawing: Drawing, { zoom, left, top }: Shot): Spot[] {
  const side = (BUTTON_SIDE + 2) * zoom;
  const elements = new DrawnElements(new DrawingItems(drawing), GRAPH_WORDS);
  return drawing.nodes
    .flatMap((_, at) => elements.of(at))
    .filter(({ classes }) => Array.isArray(classes) && classes.includes('button'))
    .map(({ position = { x: 0, y: 0 } }) => ({
      x: (position.x - left) * zoom - side / 2,
      y: (position.y - top) * zoom - side / 2,
      width: side,
      height: side,
    }));
}

describe('print looks like the panel:', () => {
  it.each([
    ['resnet-imagenet-basic', 'Stages'],
    ['resnet20-digits', 'Blocks'],
    ['three-in-three-out', 'Stages'],
    ['squeeze-excite-imagenet', 'Stages'],
  ])('%s, %s', async (name, level) => {
    graph = await startGraph({ width: 1100, height: 1500 });
    await graph.type(exampleText(name));
    await pressTool(graph.page, level);
    await graph.settle();
    await asPrinted(graph);
    const drawing = graph.drawing();
    const panel = await shot(graph);
    const print = await printed(drawing, panel);
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, `${name}-panel.png`), panel.png);
    writeFileSync(join(pictures, `${name}-print.png`), print);
    const ignored = buttonSpots(drawing, panel);
    const alike = await likeness(graph.page, panel.png, print, ignored);
    expect(alike.all).toBeGreaterThanOrEqual(0.95);
    // Neither without its texts nor without its lines is it the same picture.
    const without: Drawing[] = [
      { ...drawing, texts: [] },
      { ...drawing, edges: [] },
    ];
    for (const other of without) {
      const less = await likeness(graph.page, panel.png, await printed(other, panel), ignored);
      expect(less.ink).toBeLessThan(alike.ink - 0.015);
    }
  });
});
