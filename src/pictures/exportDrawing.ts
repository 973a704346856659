import { type Message, message } from '../core/diagnostics/message.ts';
import type { Rect } from '../core/drawing/drawing.ts';
import type { ExportFormat } from '../core/export/exportFormats.ts';
import { drawingOf, type ExportSource, exportText } from '../core/export/exportText.ts';
import { pictureScale } from '../core/export/pictureScale.ts';
import { printDrawing } from '../core/print/printDrawing.ts';
import { renderSvg } from '../core/svg/renderSvg.ts';
import { ExportFailure } from './exportFailure.ts';
import { type ExportFiles, readPart } from './exportFiles.ts';
import type { PictureRequest } from './picture.ts';
import type { PictureFonts } from './pictureFonts.ts';
import { renderInThread } from './renderThread.ts';
import { standaloneHtml } from './standaloneHtml.ts';

/** Pixels for one unit of the drawing: sharp on a screen with a dense grid, and in print. */
const USUAL_SCALE = 2;
/** Beyond this the picture would not fit in memory; a drawing like that is read as SVG. */
const LARGEST_SIDE_PIXELS = 16_000;

export interface Exported {
  readonly content: string | Uint8Array;
  /** Characters of the drawing that the fonts of a picture lack. */
  readonly missing: string;
}

/**
 * @param scale of a PNG; null for the usual one, or a smaller one where the drawing is too large for it.
 * @throws ExportFailure
 */
export async function exportDrawing(
  format: ExportFormat,
  source: ExportSource,
  scale: number | null,
  files: ExportFiles,
): Promise<Exported> {
  if (format === 'pdf') return exportPdf(source, files);
  if (format === 'png') return exportPng(source, scale, files);
  if (format === 'html') return { content: exportHtml(source, files), missing: '' };
  return { content: exportText(format, source), missing: '' };
}

function exportHtml(source: ExportSource, { page }: ExportFiles): string {
  const [script, style] = [page.script, page.style].map((path) => readPart(path).toString('utf8'));
  return standaloneHtml(source, { script: script ?? '', style: style ?? '' });
}

async function exportPng(source: ExportSource, scale: number | null, files: ExportFiles): Promise<Exported> {
  const drawing = drawingOf(source);
  return rendered(files, {
    type: 'png',
    svg: renderSvg(drawing),
    scale: pngScale(drawing.bounds, scale),
    wasm: readPart(files.wasm),
    fonts: readFonts(files),
  });
}

function exportPdf(source: ExportSource, files: ExportFiles): Promise<Exported> {
  return rendered(files, { type: 'pdf', printed: printDrawing(drawingOf(source)), fonts: readFonts(files) });
}

async function rendered({ program }: ExportFiles, request: PictureRequest): Promise<Exported> {
  const { bytes, missing } = await renderInThread(program, request);
  return { content: bytes, missing };
}

function readFonts({ fonts }: ExportFiles): PictureFonts {
  return { regular: readPart(fonts.regular), bold: readPart(fonts.bold) };
}

function pngScale({ width, height }: Rect, asked: number | null): number {
  const longest = Math.max(width, height);
  const most = LARGEST_SIDE_PIXELS / longest;
  if (asked === null && most >= 1) return Math.min(USUAL_SCALE, most);
  if (asked !== null && asked <= most) return asked;
  const pixels = Math.round(longest * (asked ?? 1));
  throw new ExportFailure(
    'tooLarge',
    message('The drawing would be {pixels} pixels long, too large for a PNG.', { pixels }),
    smallerPng(most),
  );
}

/** @param most the largest scale at which the picture fits. */
function smallerPng(most: number): Message {
  // Downwards, so that what is named does fit.
  const scale = pictureScale((Math.floor(most * 100) / 100).toFixed(2));
  if (scale === null) return message('Write an .svg, or show less.');
  return message('Write an .svg, take a scale of {scale} or less, or show less.', { scale: String(scale) });
}
