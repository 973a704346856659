import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import { packComparison } from '../../src/core/drawing/packComparison.ts';
import { packed } from '../../src/core/drawing/packing.ts';
import { printDrawing } from '../../src/core/print/printDrawing.ts';
import { renderSvg } from '../../src/core/svg/renderSvg.ts';
import { exportFiles } from '../../src/pictures/exportFiles.ts';
import { renderInThread } from '../../src/pictures/renderThread.ts';
import { exampleModel } from '../support/exampleSpecs.ts';
import { likeness } from '../support/pictureLikeness.ts';
import { readPdf } from '../support/readPdf.ts';
import { type Browser, startBrowser } from '../support/startBrowser.ts';

const files = exportFiles(join(import.meta.dirname, '../../dist'));
const fonts = { regular: readFileSync(files.fonts.regular), bold: readFileSync(files.fonts.bold) };
const pictures = join(import.meta.dirname, '../../test-results/pdf');
/** A point is 1/72 of an inch, one of the drawing's units 1/96. */
const UNITS_PER_POINT = 96 / 72;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await startBrowser({ width: 400, height: 300 });
});

afterAll(async () => {
  await browser.close();
});

async function png(svg: string, scale: number): Promise<Buffer> {
  const request = { type: 'png', svg, scale, wasm: readFileSync(files.wasm), fonts } as const;
  return Buffer.from((await renderInThread(files.program, request)).bytes);
}

/** What the content of the page draws, read back from its bytes. */
async function pdfPng(drawing: Drawing): Promise<Buffer> {
  const request = { type: 'pdf', printed: printDrawing(drawing), fonts } as const;
  const { bytes } = await renderInThread(files.program, request);
  return png(readPdf(bytes).svg, UNITS_PER_POINT);
}

it.each<[string, () => Drawing]>([
  ['resnet34', () => drawModel(exampleModel('resnet-imagenet-basic'), { level: 'blocks', toggled: {} })],
  [
    'three-in-three-out',
    () => drawModel(exampleModel('three-in-three-out'), { level: 'stages', toggled: {} }),
  ],
  // A line that does not fit, with the sizes beside it.
  ['any-size', () => drawModel(exampleModel('any-size'), { level: 'blocks', toggled: {} })],
  [
    'grown',
    () => {
      const [before, after] = ['resnet20', 'resnet32'].map((variant) =>
        exampleModel('resnet-cifar10', { variant }),
      );
      if (before === undefined || after === undefined) throw new Error('no variants');
      return expandDrawing(packed(packComparison(before, after, { level: 'blocks', toggled: {} })));
    },
  ],
])('the PDF shows what the PNG does: %s', async (name, draw) => {
  const drawing = draw();
  const [print, pdf] = [await png(renderSvg(drawing), 1), await pdfPng(drawing)];
  writeFileSync(join(pictures, `${name}-png.png`), print);
  writeFileSync(join(pictures, `${name}-pdf.png`), pdf);
  const alike = await likeness(browser.page, print, pdf, []);
  // The same renderer draws both: what differs are roundings.
  expect(alike.ink).toBeGreaterThan(0.99);
  const without: Drawing[] = [
    { ...drawing, texts: [] },
    { ...drawing, edges: [] },
  ];
  for (const other of without) {
    const less = await likeness(browser.page, print, await pdfPng(other), []);
    expect(less.ink).toBeLessThan(alike.ink - 0.015);
  }
});
