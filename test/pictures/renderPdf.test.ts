import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../src/core/drawing/drawing.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import { printDrawing } from '../../src/core/print/printDrawing.ts';
import type { Picture } from '../../src/pictures/picture.ts';
import { renderPdf } from '../../src/pictures/renderPdf.ts';
import { exampleModel, exampleNames } from '../support/exampleSpecs.ts';
import { HOSTILE_TEXTS } from '../support/hostileTexts.ts';
import { type ReadPdf, readPdf } from '../support/readPdf.ts';

const font = (name: string): Buffer =>
  readFileSync(new URL(`../../media/fonts/${name}.ttf`, import.meta.url));
const fonts = { regular: font('DejaVuSans'), bold: font('DejaVuSans-Bold') };

function pictureOf(drawing: Drawing): Promise<Picture> {
  return renderPdf({ type: 'pdf', printed: printDrawing(drawing), fonts });
}

async function pdfOf(drawing: Drawing): Promise<ReadPdf> {
  return readPdf((await pictureOf(drawing)).bytes);
}

/** Chinese letters and the emoji among the hostile texts: an empty box stands for nothing. */
const NOT_THERE = /[网络🙂]/gu;

/** In a font the wide space has the glyph of the narrow one. */
const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the PDF of', () => {
  it.each(exampleNames())(
    '%s has the texts of the drawing, as text, and its lines and boxes',
    async (name) => {
      const drawing = drawModel(exampleModel(name), { level: 'blocks', toggled: {} });
      const { texts, info, fonts: embedded, svg } = await pdfOf(drawing);
      const expected = [drawing.title, ...drawing.texts.map(({ text }) => text)];
      expect(texts.map(plainSpaces)).toEqual(expected.map(plainSpaces));
      expect(info).toEqual({ Title: drawing.title, Creator: 'ResNet Designer', Producer: 'PDFKit' });
      const lines = (svg.match(/<path [^>]* fill="none"/g) ?? []).length;
      expect(lines).toBe(drawing.edges.length);
      // A row of equal blocks is a stack of three.
      const boxes = drawing.nodes.map(({ form, repeat }) => (form !== 'circle' && repeat > 1 ? 3 : 1));
      const areas = (svg.match(/<path [^>]* fill="rgb/g) ?? []).length;
      const heads = lines;
      expect(areas).toBe(1 + heads + boxes.reduce((sum, each) => sum + each, 0));
      expect([...embedded].sort()).toEqual(['DejaVuSans', 'DejaVuSans-Bold']);
    },
  );
});

const basic = drawModel(exampleModel('resnet-imagenet-basic'), { level: 'blocks', toggled: {} });

it('is one page as large as the drawing: 96 of its units are an inch', async () => {
  const { page } = printDrawing(basic);
  const { width, height, userUnit } = await pdfOf(basic);
  expect(width / 72).toBeCloseTo(page.width / 96, 4);
  expect(height / 72).toBeCloseTo(page.height / 96, 4);
  expect(userUnit).toBe(1);
});

it('draws what is too long for PDF smaller, and says how large a unit is', async () => {
  const long: Drawing = { ...basic, bounds: { ...basic.bounds, height: 200_000 } };
  const { page } = printDrawing(long);
  const { width, height, userUnit } = await pdfOf(long);
  expect(height).toBeCloseTo(14_400, 3);
  expect((height * userUnit) / 72).toBeCloseTo(page.height / 96, 2);
  expect((width * userUnit) / 72).toBeCloseTo(page.width / 96, 2);
});

it('has the same bytes for the same drawing, whenever it is made', async () => {
  const [first, second] = [await pictureOf(basic), await pictureOf(basic)];
  expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
  expect(Buffer.from(first.bytes).toString('latin1')).not.toMatch(/CreationDate|ModDate|\/Metadata/);
});

it('is small: its fonts are the letters that it needs', async () => {
  const { bytes } = await pictureOf(basic);
  expect(bytes.length).toBeLessThan(40_000);
});

it('shows any text', async () => {
  const [owner = ''] = basic.nodes.map(({ id }) => id);
  for (const text of HOSTILE_TEXTS) {
    const title = text.slice(0, 40);
    const texts: Drawing['texts'] = [{ owner, role: 'title', text, x: 0, y: 0, anchor: 'middle' }];
    const pdf = await pdfOf({ ...basic, title, texts, edges: [] });
    expect(pdf.texts.map(plainSpaces)).toEqual([title, text].map((each) => each.replace(NOT_THERE, '\0')));
    expect(pdf.info['Title']).toBe(title);
  }
});

it('says what its fonts lack, and writes with the other one what only that has', async () => {
  const text = 'γ 残差 γ';
  const texts: Drawing['texts'] = [
    { owner: '', role: 'title', text, x: 0, y: 0, anchor: 'middle' },
    // The mathematical letter is in DejaVu Sans and not in its bold.
    { owner: '', role: 'header', text: 'net 𝖧', x: 0, y: 20, anchor: 'start' },
  ];
  const { bytes, missing } = await pictureOf({ ...basic, title: '', texts, edges: [], nodes: [] });
  expect(missing).toBe('残差');
  expect(readPdf(bytes).texts.slice(-2)).toEqual(['net ', '𝖧']);
});
