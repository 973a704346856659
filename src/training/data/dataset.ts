/** Images with a class each, by index, all held as bytes in memory. */
export interface Examples {
  readonly count: number;
  /** Writes the image as height × width × channels, 0 to `Dataset.maxValue`, to `target` from `offset` on. */
  copyImage(index: number, target: Uint8Array, offset: number): void;
  label(index: number): number;
}

/** Training labels that say themselves how many classes there are, so that a broken one adds classes. */
export interface LabelEvidence {
  readonly path: string;
  /** The first label that is none of so many classes; null where there is none. */
  firstBeyond(classes: number): { readonly label: number; readonly byte: number } | null;
  /** Classes below the largest label of which there is no example. */
  readonly absent: number;
}

export interface Dataset {
  /** As people call it: `digits`, `CIFAR-10`, or the folder of IDX files. */
  readonly name: string;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly classes: number;
  /** Left out where the form of the data says how many classes there are. */
  readonly labels?: LabelEvidence;
  /** What full white is: pixels are divided by it. */
  readonly maxValue: number;
  readonly train: Examples;
  readonly test: Examples;
}
