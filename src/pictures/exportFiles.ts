import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../core/diagnostics/message.ts';
import { ExportFailure } from './exportFailure.ts';

/** Where the parts of the product lie that exports are made with. */
export interface ExportFiles {
  /** The bundle of `main.ts`. */
  readonly program: string;
  readonly wasm: string;
  readonly fonts: { readonly regular: string; readonly bold: string };
  /** The page that a drawing as HTML holds, and its style sheet. */
  readonly page: { readonly script: string; readonly style: string };
}

/** @param dist the folder of the bundles. */
export function exportFiles(dist: string): ExportFiles {
  const fonts = join(dist, '..', 'media', 'fonts');
  return {
    program: join(dist, 'pictures.cjs'),
    wasm: join(dist, 'index_bg.wasm'),
    fonts: { regular: join(fonts, 'DejaVuSans.ttf'), bold: join(fonts, 'DejaVuSans-Bold.ttf') },
    page: {
      script: join(dist, 'webview', 'standalone.js'),
      style: join(dist, 'webview', 'standalone.css'),
    },
  };
}

export function readPart(path: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(path);
  } catch {
    throw new ExportFailure(
      'missing',
      message('A part of the product is missing: {path}', { path }),
      message('Build it with `npm run build`, or install the extension again.'),
    );
  }
}
