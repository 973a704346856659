import { buffer } from 'node:stream/consumers';
import PdfDocument from 'pdfkit';
import { arrowHead } from '../core/print/arrowHead.ts';
import type { AreaLook, LineLook, Printed, Shape } from '../core/print/printed.ts';
import { roundedPath } from '../core/print/roundedPath.ts';
import { fontCoverage } from './fontCoverage.ts';
import type { Picture } from './picture.ts';
import { type FontCovers, fontRuns, missingCharacters, type PictureFonts } from './pictureFonts.ts';

export interface PdfRequest {
  readonly type: 'pdf';
  readonly printed: Printed;
  readonly fonts: PictureFonts;
}

/** Without PDFKit's second, XML, copy of what `info` says: it takes the title for markup and wants a date. */
class Pdf extends PdfDocument {
  override endMetadata(): void {
    // Nothing more is said than in `info`.
  }
}

type ShapeOf<Type extends Shape['type']> = Extract<Shape, { readonly type: Type }>;

/** 96 of the drawing's units are an inch, as they are to whoever opens the SVG, and so are 72 points. */
const POINTS_PER_UNIT = 0.75;
/** The longest side that readers of PDF have to take (ISO 32000-1, annex C.2). */
const LONGEST_SIDE_POINTS = 14_400;

/**
 * One page as large as the drawing. A longer one than PDF allows is drawn smaller and says how large its units are
 * (`UserUnit`), so that a reader that knows of it shows the drawing in its size, and any other one all of it, smaller.
 */
export async function renderPdf({ printed, fonts }: PdfRequest): Promise<Picture> {
  const { page, shapes } = printed;
  const userUnit = Math.max(1, (Math.max(page.width, page.height) * POINTS_PER_UNIT) / LONGEST_SIDE_POINTS);
  const scale = POINTS_PER_UNIT / userUnit;
  const pdf = newDocument(printed.title, [page.width * scale, page.height * scale], userUnit);
  const bytes = buffer(pdf);
  pdf.registerFont('regular', bufferOf(fonts.regular)).registerFont('bold', bufferOf(fonts.bold));
  pdf.scale(scale).translate(-page.x, -page.y);
  pdf.rect(page.x, page.y, page.width, page.height).fill(printed.background);
  const covers = { regular: fontCoverage(fonts.regular), bold: fontCoverage(fonts.bold) };
  for (const shape of shapes) drawShape(pdf, shape, covers);
  pdf.end();
  const texts = shapes.map((shape) => (shape.type === 'text' ? shape.text : ''));
  return { bytes: await bytes, missing: missingCharacters(texts.join(''), fonts) };
}

function newDocument(title: string, size: [number, number], userUnit: number): Pdf {
  const options: PDFKit.PDFDocumentOptions & { readonly userUnit: number } = {
    size,
    margin: 0,
    userUnit,
    // The first that has opacity, which LaTeX takes without a word, or the first that has `UserUnit`.
    pdfVersion: userUnit === 1 ? '1.4' : '1.6',
    displayTitle: true,
    info: { Title: title, Creator: 'ResNet Designer', Producer: 'PDFKit', CreationDate: new Date(0) },
    // None of the fonts that PDFKit brings, which would be read from a file.
    font: '',
  };
  const pdf = new Pdf(options);
  // The file's identity is made with a date, but equal drawings give equal files: then none is better than a wrong one.
  delete pdf.info.CreationDate;
  return pdf;
}

function drawShape(pdf: Pdf, shape: Shape, covers: FontCovers): void {
  switch (shape.type) {
    case 'box': {
      const { x, y, width, height } = shape.box;
      drawArea(pdf, shape.look, () => pdf.roundedRect(x, y, width, height, shape.corner));
      return;
    }
    case 'circle':
      drawArea(pdf, shape.look, () => pdf.circle(shape.x, shape.y, shape.radius));
      return;
    case 'line':
      drawLine(pdf, shape);
      return;
    case 'text':
      drawText(pdf, shape, covers);
  }
}

function drawArea(pdf: Pdf, look: AreaLook, path: () => unknown): void {
  pdf.save().fillColor(look.fill, look.fillOpacity);
  takePen(pdf, look);
  path();
  pdf.fillAndStroke().restore();
}

function drawLine(pdf: Pdf, { look, points }: ShapeOf<'line'>): void {
  pdf.save();
  takePen(pdf, look);
  pdf.path(roundedPath(points)).stroke().restore();
  const head = arrowHead(points);
  if (head !== null) pdf.polygon(...head.map(([x, y]) => [x, y])).fill(look.stroke);
}

function takePen(pdf: Pdf, { stroke, width, dash }: AreaLook | LineLook): void {
  pdf.strokeColor(stroke).lineWidth(width);
  if (dash !== null) pdf.dash(dash[0], { space: dash[1] });
}

/** Line ends would begin a new line; in a drawing each text is one. */
const LINE_ENDS = /[\t\n\r]/g;

function drawText(pdf: Pdf, { look, text, x, baseline, anchor }: ShapeOf<'text'>, covers: FontCovers): void {
  const runs = fontRuns(text.replace(LINE_ENDS, ' '), look.isBold, covers);
  pdf.fontSize(look.size);
  const widths = runs.map((run) => pdf.font(run.font).widthOfString(run.text));
  const width = widths.reduce((sum, each) => sum + each, 0);
  let left = x - { start: 0, middle: width / 2, end: width }[anchor];
  pdf.save().fillColor(look.fill, look.fillOpacity);
  runs.forEach((run, at) => {
    pdf.font(run.font).text(run.text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
    left += widths[at] ?? 0;
  });
  pdf.restore();
}

/** PDFKit's types know fonts as Node's buffers. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
