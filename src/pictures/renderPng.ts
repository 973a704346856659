import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Picture } from './picture.ts';
import { missingCharacters, type PictureFonts } from './pictureFonts.ts';

export interface PngRequest {
  readonly type: 'png';
  readonly svg: string;
  /** Pixels for one unit of the drawing. */
  readonly scale: number;
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly fonts: PictureFonts;
}

/** A picture of an SVG text. To be called once a thread: the renderer is made ready only once. */
export async function renderPng({ svg, scale, wasm, fonts }: PngRequest): Promise<Picture> {
  await initWasm(wasm);
  const renderer = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontBuffers: [fonts.regular, fonts.bold],
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  try {
    return { bytes: renderer.render().asPng(), missing: missingCharacters(svg, fonts) };
  } finally {
    renderer.free();
  }
}
