import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontCoverage } from './fontCoverage.ts';

/** All that it takes: whoever renders reads no files. */
export interface PngRequest {
  readonly svg: string;
  /** Pixels for one unit of the drawing. */
  readonly scale: number;
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** The first is the one for text, the others stand in for it or are its bold. */
  readonly fonts: readonly Uint8Array[];
}

export interface Png {
  readonly bytes: Uint8Array;
  /** Characters of the drawing that the fonts lack: empty boxes in the picture. */
  readonly missing: string;
}

/** A picture of an SVG text. To be called once a thread: the renderer is made ready only once. */
export async function renderPng({ svg, scale, wasm, fonts }: PngRequest): Promise<Png> {
  await initWasm(wasm);
  const renderer = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [...fonts], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  try {
    return { bytes: renderer.render().asPng(), missing: missingCharacters(svg, fonts) };
  } finally {
    renderer.free();
  }
}

/** Each once, in the order of the drawing. */
function missingCharacters(svg: string, fonts: readonly Uint8Array[]): string {
  const coverages = fonts.map(fontCoverage);
  const isMissing = (character: string): boolean => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint > 0x7f && !coverages.some((covers) => covers(codePoint));
  };
  return [...new Set(svg)].filter(isMissing).join('');
}
