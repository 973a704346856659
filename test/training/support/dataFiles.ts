import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An IDX file of unsigned bytes, written here by the format's description. */
export function idxFile(sizes: readonly number[], data: readonly number[], magic?: number): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(magic ?? 0x800 + sizes.length, 0);
  sizes.forEach((size, i) => {
    header.writeUInt32BE(size, 4 + 4 * i);
  });
  return Buffer.concat([header, Buffer.from(data)]);
}

/** MNIST's four files with tiny images; single ones may be replaced. */
export function writeIdxFolder(folder: string, replaced: Readonly<Record<string, Buffer>> = {}): string {
  mkdirSync(folder, { recursive: true });
  const files = {
    'train-images-idx3-ubyte': idxFile([3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]),
    'train-labels-idx1-ubyte': idxFile([3], [0, 2, 1]),
    't10k-images-idx3-ubyte': idxFile([1, 2, 2], [9, 8, 7, 6]),
    't10k-labels-idx1-ubyte': idxFile([1], [2]),
    ...replaced,
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** Records of CIFAR's binary form: labels, then 1,024 red, green and blue values, here one value a channel. */
export function cifarRecords(
  records: readonly { readonly labels: readonly number[]; readonly rgb: readonly [number, number, number] }[],
): Buffer {
  return Buffer.concat(
    records.map(({ labels, rgb }) =>
      Buffer.concat([Buffer.from(labels), ...rgb.map((value) => Buffer.alloc(1024, value))]),
    ),
  );
}
