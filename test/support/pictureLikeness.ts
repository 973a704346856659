import type { Page } from 'playwright-core';

export interface Likeness {
  /** Mean structural similarity, 1 for equal pictures. */
  readonly all: number;
  /** Of the windows alone in which either picture shows something. */
  readonly ink: number;
}

/** A rectangle in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * How alike two PNG files of one size are, by structure: SSIM of Wang et al. 2004 (K₁ 0.01, K₂ 0.03) on the
 * luminance, windows of 8 × 8 pixels every 4. The browser decodes them.
 * @param ignored what is painted over in both first.
 */
export async function likeness(
  page: Page,
  a: Buffer,
  b: Buffer,
  ignored: readonly Spot[],
): Promise<Likeness> {
  const [first, second, spots] = [a.toString('base64'), b.toString('base64'), JSON.stringify(ignored)];
  return page.evaluate<Likeness>(
    `(${LIKENESS})(${JSON.stringify(first)}, ${JSON.stringify(second)}, ${spots})`,
  );
}

/** Runs in the page. */
const LIKENESS = `async (first, second, spots) => {
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    for (const { x, y, width, height } of spots) context.fillRect(x, y, width, height);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const grey = new Float64Array(bitmap.width * bitmap.height);
    for (let i = 0; i < grey.length; i++) grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    return { grey, width: bitmap.width, height: bitmap.height };
  };
  const [a, b] = [await pixels(first), await pixels(second)];
  if (a.width !== b.width || a.height !== b.height) throw new Error('sizes differ: ' + [a.width, a.height, b.width, b.height]);
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  let [sum, count, inkSum, inkCount] = [0, 0, 0, 0];
  for (let y = 0; y + 8 <= a.height; y += 4) {
    for (let x = 0; x + 8 <= a.width; x += 4) {
      let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
      for (let j = 0; j < 8; j++) {
        for (let i = 0; i < 8; i++) {
          const at = (y + j) * a.width + x + i;
          const [p, q] = [a.grey[at], b.grey[at]];
          sa += p; sb += q; saa += p * p; sbb += q * q; sab += p * q;
        }
      }
      const [ma, mb] = [sa / 64, sb / 64];
      const [va, vb, cov] = [saa / 64 - ma * ma, sbb / 64 - mb * mb, sab / 64 - ma * mb];
      const ssim = ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
      sum += ssim; count++;
      if (va > 1 || vb > 1) { inkSum += ssim; inkCount++; }
    }
  }
  return { all: sum / count, ink: inkSum / Math.max(1, inkCount) };
}`;
