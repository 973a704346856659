import type { TrainingPlan } from './trainingPlan.ts';

/** What holds where neither the spec nor a recipe says anything. */
export const DEFAULT_PLAN: TrainingPlan = {
  recipe: null,
  dataset: null,
  batch: 32,
  steps: null,
  epochs: 10,
  optimizer: { type: 'sgd', momentum: 0.9, nesterov: false },
  learningRate: { initial: 0.1, schedule: { type: 'constant' }, warmup: null },
  weightDecay: 0,
  decayNorm: false,
  labelSmoothing: 0,
  augment: [],
  normalize: 'none',
  seed: 0,
  evaluateEvery: null,
  checkpointEvery: null,
  precision: 'float32',
};

/** From this depth on the paper's CIFAR nets warm up (§4.2). */
const WARMUP_DEPTH = 110;

/** The named bundles of `train.recipe`; `depth` is the model's, in weighted layers. */
export const RECIPES: Readonly<Record<string, (depth: number) => TrainingPlan>> = {
  /**
   * He et al. 2015, §4.2: SGD with batch 128, rate 0.1 divided by 10 at 32k and 48k of 64k steps, weight decay
   * 1e-4, momentum 0.9; 4 pixels of padding, random crop, flip; per-pixel mean subtracted. The 110-layer net
   * starts at 0.01 until the training error is below 80 %.
   */
  'he2015-cifar': (depth) => ({
    ...DEFAULT_PLAN,
    recipe: 'he2015-cifar',
    batch: 128,
    steps: 64_000,
    epochs: null,
    learningRate: {
      initial: 0.1,
      schedule: {
        type: 'steps',
        points: [
          { at: 32_000, factor: 0.1 },
          { at: 48_000, factor: 0.1 },
        ],
      },
      warmup: depth >= WARMUP_DEPTH ? { type: 'until_error', error: 0.8, rate: 0.01 } : null,
    },
    weightDecay: 1e-4,
    augment: [{ type: 'pad_crop', pixels: 4 }, { type: 'flip' }],
    normalize: 'per_pixel_mean',
  }),
};
