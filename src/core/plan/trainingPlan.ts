/** What `train:` means once the recipe, the defaults and the overrides are resolved. */
export interface TrainingPlan {
  readonly recipe: string | null;
  readonly dataset: DatasetPlan | null;
  readonly batch: number;
  /** Exactly one of the two is set unless neither is written; the other is null. */
  readonly steps: number | null;
  readonly epochs: number | null;
  readonly optimizer: OptimizerPlan;
  readonly learningRate: LearningRatePlan;
  /** λ in `gradient + λ·w`, on convolution and dense kernels (PyTorch's meaning, half of Keras' l2). */
  readonly weightDecay: number;
  /** True puts the decay on γ, β and biases as well. */
  readonly decayNorm: boolean;
  readonly labelSmoothing: number;
  readonly augment: readonly AugmentPlan[];
  readonly normalize: 'per_pixel_mean' | 'per_channel' | 'none';
  readonly seed: number;
  /** In steps; null: once an epoch. */
  readonly evaluateEvery: number | null;
  /** In steps; null: once an epoch. */
  readonly checkpointEvery: number | null;
  readonly precision: 'float32';
}

export type OptimizerPlan =
  | { readonly type: 'sgd'; readonly momentum: number; readonly nesterov: boolean }
  | {
      readonly type: 'adam' | 'adamw';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

export interface LearningRatePlan {
  readonly initial: number;
  readonly schedule: SchedulePlan;
  readonly warmup: WarmupPlan | null;
}

export type SchedulePlan =
  | { readonly type: 'constant' }
  /** From step `at` on, the rate is multiplied by `factor` (each point once, in order). */
  | { readonly type: 'steps'; readonly points: readonly { readonly at: number; readonly factor: number }[] }
  /** Half a cosine over the steps after the warm-up: from the initial rate, almost to 0 at the last step. */
  | { readonly type: 'cosine' }
  /** Multiplied by `factor` when the test loss has not fallen for `patience` evaluations. */
  | { readonly type: 'plateau'; readonly factor: number; readonly patience: number };

export type WarmupPlan =
  /** `rate` for the first `steps` steps. */
  | { readonly type: 'steps'; readonly steps: number; readonly rate: number }
  /** `rate` until the training error (a fraction) of an epoch so far is below `error`. */
  | { readonly type: 'until_error'; readonly error: number; readonly rate: number };

export type AugmentPlan =
  | { readonly type: 'pad_crop'; readonly pixels: number }
  /** Left to right with probability one half. */
  | { readonly type: 'flip' };

/** Paths are as written: relative ones are relative to the spec's folder. */
export type DatasetPlan =
  | { readonly type: 'digits' }
  | { readonly type: 'cifar10' | 'cifar100'; readonly path: string }
  /** A folder with MNIST's file names, plain or `.gz`: train-images-idx3-ubyte, …, t10k-labels-idx1-ubyte. */
  | { readonly type: 'idx'; readonly path: string }
  /** One file of NumPy arrays, named as Keras' or MedMNIST's: x_train, y_train, x_test, y_test; train_images, … */
  | { readonly type: 'npz'; readonly path: string };
