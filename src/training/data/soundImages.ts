import type { Dataset, Examples } from './dataset.ts';
import { shareLabels } from './dataset.ts';
import { CorruptImage, decodeImage, openDecoder } from './decodeImage.ts';
import { damaged } from './readDataFile.ts';

/** Images that are decoded at once. */
const CHUNK = 16;
/** Files that are named; of more there are the number. */
const MOST_NAMED = 5;

export interface SoundDataset {
  readonly dataset: Dataset;
  /** For the person; null where nothing was left out. */
  readonly notice: string | null;
}

/**
 * The data set without the images that cannot be decoded, where the spec says `corrupt: skip`. Every image is decoded
 * for it once, so that an epoch has the same examples whenever a run begins.
 */
export async function soundImages(dataset: Dataset): Promise<SoundDataset> {
  if (dataset.corrupt !== 'skip') return { dataset, notice: null };
  const corrupt: string[] = [];
  const train = await soundExamples(dataset.train, corrupt);
  const test = await soundExamples(dataset.test, corrupt);
  if (train.count === 0 || test.count === 0) {
    const part = train.count === 0 ? 'train' : 'test';
    throw damaged(
      dataset.name,
      `expected images to ${part} with, found none that can be decoded (${corrupt[0] ?? ''} is the first)`,
    );
  }
  return { dataset: { ...dataset, train, test }, notice: corrupt.length === 0 ? null : noticeOf(corrupt) };
}

async function soundExamples(examples: Examples, corrupt: string[]): Promise<Examples> {
  const { images, labels } = examples;
  if (!('paths' in images)) return examples;
  const sharp = await openDecoder();
  const isSound = async (path: string): Promise<boolean> => {
    try {
      await decodeImage(sharp, path, images);
      return true;
    } catch (error) {
      if (error instanceof CorruptImage) return false;
      throw error;
    }
  };
  const sound: number[] = [];
  for (let start = 0; start < images.paths.length; start += CHUNK) {
    const chunk = images.paths.slice(start, start + CHUNK);
    const found = await Promise.all(chunk.map(isSound));
    found.forEach((is, i) => {
      if (is) sound.push(start + i);
      else corrupt.push(chunk[i] ?? '');
    });
  }
  const paths = sound.map((index) => images.paths[index] ?? '');
  const kept = sound.map((index) => labels[index] ?? 0);
  return { count: sound.length, labels: shareLabels(kept), images: { ...images, paths } };
}

function noticeOf(corrupt: readonly string[]): string {
  const named = corrupt.slice(0, MOST_NAMED).join(', ');
  const more = corrupt.length > MOST_NAMED ? ` and ${corrupt.length - MOST_NAMED} more` : '';
  const [count, are] = corrupt.length === 1 ? ['1 image', 'is'] : [`${corrupt.length} images`, 'are'];
  return `${count} cannot be decoded and ${are} left out: ${named}${more}.`;
}
