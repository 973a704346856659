import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { CommandFailure } from '../commandFailure.ts';
import { fontCoverage } from './fontCoverage.ts';

/** Pixels for one unit of the drawing: sharp on a screen with a dense grid, and in print. */
const SCALE = 2;
/** Beyond this the picture would not fit in memory; a drawing like that is read as SVG. */
const LARGEST_SIDE_PIXELS = 16_000;
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** Where the renderer and its fonts lie. */
export interface PngAssets {
  readonly wasmFile: string;
  readonly fontFolder: string;
}

export interface Png {
  readonly bytes: Uint8Array;
  /** Characters of the drawing that the fonts lack: empty boxes in the picture. */
  readonly missing: string;
}

/** A picture of an SVG text of the given size, with fonts that ship, so that it is the same on every machine. */
export async function renderPng(
  svg: string,
  size: { readonly width: number; readonly height: number },
  assets: PngAssets,
): Promise<Png> {
  const longest = Math.max(size.width, size.height);
  if (longest > LARGEST_SIDE_PIXELS) {
    throw new CommandFailure(
      2,
      `The drawing is ${Math.round(longest)} pixels long, too large for a PNG.`,
      'Write an .svg, or show less with --expand stages.',
    );
  }
  await initWasm(readAsset(assets.wasmFile));
  const fontBuffers = FONTS.map((name) => readAsset(join(assets.fontFolder, name)));
  const renderer = new Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: Math.min(SCALE, LARGEST_SIDE_PIXELS / longest) },
    font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  try {
    return { bytes: renderer.render().asPng(), missing: missingCharacters(svg, fontBuffers) };
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

function readAsset(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new CommandFailure(
      3,
      `A part of the product is missing: ${path}`,
      'Build it with `npm run build`.',
    );
  }
}
