import type { PdfRequest } from './renderPdf.ts';
import type { PngRequest } from './renderPng.ts';

/** All that a picture takes: whoever renders reads no files. */
export type PictureRequest = PngRequest | PdfRequest;

export interface Picture {
  readonly bytes: Uint8Array;
  /** Characters of the drawing that the fonts lack: empty boxes in the picture. */
  readonly missing: string;
}
