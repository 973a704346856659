/** Images with a class each, by index, all held as bytes in memory. */
export interface Examples {
  readonly count: number;
  /** Writes the image as height × width × channels, 0 to `Dataset.maxValue`, to `target` from `offset` on. */
  copyImage(index: number, target: Uint8Array, offset: number): void;
  label(index: number): number;
}

export interface Dataset {
  /** As people call it: `digits`, `CIFAR-10`, or the folder of IDX files. */
  readonly name: string;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
  /** What full white is: pixels are divided by it. */
  readonly maxValue: number;
  readonly train: Examples;
  readonly test: Examples;
}
