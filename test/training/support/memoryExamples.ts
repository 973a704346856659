import {
  type ExampleSource,
  type Examples,
  shareBytes,
  shareLabels,
} from '../../../src/training/data/dataset.ts';
import { openImageReader } from '../../../src/training/data/imageReader.ts';
import { UNSIGNED_BYTES } from '../../../src/training/data/numberType.ts';

/** Images of bytes, each as height × width × channels. */
export function memoryExamples(images: readonly (readonly number[])[], labels: readonly number[]): Examples {
  const bytes = shareBytes(...images.map((image) => Uint8Array.from(image)));
  const stride = images[0]?.length ?? 0;
  return {
    count: labels.length,
    labels: shareLabels(labels),
    images: { bytes, start: 0, stride, type: UNSIGNED_BYTES, planes: false },
  };
}

/** The numbers of single images, as the data set has them. */
export async function imagesOf(
  { images }: Examples,
  shape: ExampleSource['shape'],
  indices: readonly number[],
): Promise<number[][]> {
  const size = shape[0] * shape[1] * shape[2];
  const target = new Float32Array(indices.length * size);
  const reader = openImageReader(images, shape);
  await reader.read(Uint32Array.from(indices), target);
  reader.close();
  return indices.map((_, i) => [...target.subarray(i * size, (i + 1) * size)]);
}
