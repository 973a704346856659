import { readFile } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import { TrainingError } from '../trainingError.ts';
import type { ImageFiles } from './dataset.ts';
import { damaged, unreadable } from './readDataFile.ts';

type Decoder = (bytes: Uint8Array, options: { readonly failOn: 'error' }) => Sharp;

/** An image that cannot be decoded: named, and skipped where the spec says so. */
export class CorruptImage extends TrainingError {
  readonly path: string;

  constructor(path: string, found: string, cause?: unknown) {
    super(
      'data.corrupt-image',
      1,
      `${path}: expected a whole JPEG, PNG, WebP or GIF image, found ${found}. Replace or remove the file, or write \`corrupt: skip\` in the spec to leave such images out.`,
      { cause },
    );
    this.path = path;
  }
}

const FORMATS: readonly (string | undefined)[] = ['jpeg', 'png', 'webp', 'gif'];

/** Opens the decoder; a machine for which none was packaged has none. */
export async function openDecoder(): Promise<Decoder> {
  try {
    const { default: sharp } = await import('sharp');
    // Threads come from the batches, and no image is read twice.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new TrainingError(
      'data.no-decoder',
      3,
      `Images cannot be decoded here: the decoder (sharp) for ${process.platform} ${process.arch} does not load (${why}). Install the product for this system, or write the images as an .npz file.`,
      { cause: error },
    );
  }
}

/**
 * The pixels of one image as height × width × channels, 0 to 255: turned as its EXIF data say, the first frame of
 * several, CMYK and 16 bit as 8-bit RGB, without its alpha.
 */
export async function decodeImage(
  sharp: Decoder,
  path: string,
  files: Pick<ImageFiles, 'resize' | 'shape'>,
): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (bytes.length === 0) throw new CorruptImage(path, 'an empty file');
  const metadata = await readMetadata(sharp, path, bytes);
  requireSize(path, metadata, files);
  const [height, width, channels] = files.shape;
  try {
    const image = sharp(bytes, { failOn: 'error' }).autoOrient();
    const sized =
      files.resize === null
        ? image
        : image.resize(width, height, { fit: files.resize === 'crop' ? 'cover' : 'fill', kernel: 'linear' });
    const { data, info } = await sized
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return withChannels(data, info.channels, channels);
  } catch (error) {
    throw new CorruptImage(path, `one that cannot be decoded (${reason(error)})`, error);
  }
}

/** Height and width of an image once it is turned as its EXIF data say. */
export async function imageSize(sharp: Decoder, path: string): Promise<readonly [number, number]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (bytes.length === 0) throw new CorruptImage(path, 'an empty file');
  const { autoOrient } = await readMetadata(sharp, path, bytes);
  return [autoOrient.height, autoOrient.width];
}

async function readMetadata(sharp: Decoder, path: string, bytes: Uint8Array): Promise<Metadata> {
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, { failOn: 'error' }).metadata();
  } catch (error) {
    throw new CorruptImage(path, `something else (${reason(error)})`, error);
  }
  if (FORMATS.includes(metadata.format)) return metadata;
  throw new CorruptImage(path, `an image of the form ${metadata.format}`);
}

function requireSize(
  path: string,
  { autoOrient }: Metadata,
  { resize, shape }: Pick<ImageFiles, 'resize' | 'shape'>,
): void {
  if (resize !== null || (autoOrient.height === shape[0] && autoOrient.width === shape[1])) return;
  throw damaged(
    path,
    `expected an image of ${shape[0]}×${shape[1]} pixels as the first one is, found ${autoOrient.height}×${autoOrient.width}. Write \`size: [${shape[0]}, ${shape[1]}]\` (or another one) in the spec to bring all to one size`,
    '',
  );
}

/** The first line of what the decoder says. */
function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim() ?? '';
}

/** Grey is ITU-R BT.601's luma, as Pillow, Keras and PyTorch compute it. */
function withChannels(data: Uint8Array, found: number, wanted: number): Uint8Array {
  if (found === wanted) return data;
  const pixels = data.length / found;
  const made = new Uint8Array(pixels * wanted);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(pixel * found, pixel * found + found);
    if (wanted === 1) made[pixel] = (red * 19_595 + green * 38_470 + blue * 7471 + 0x8000) >> 16;
    else made.fill(red, pixel * wanted, (pixel + 1) * wanted);
  }
  return made;
}
