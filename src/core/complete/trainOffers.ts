import { type Offer, wordOffer } from './completion.ts';

interface TrainKey {
  readonly doc: string;
  readonly words?: readonly string[];
  readonly keys?: Readonly<Record<string, TrainKey>>;
  /** Written after the colon. */
  readonly value?: string;
}

/** The keys under `train`, as the page of the language gives them. */
const TRAIN: TrainKey = {
  doc: 'How the model is trained.',
  keys: {
    recipe: {
      doc: 'A named bundle of the values below; each may be written out instead.',
      words: ['he2015-cifar'],
    },
    dataset: {
      doc: 'What is learned from, and its shape.',
      words: ['digits', 'cifar10', 'cifar100', 'idx'],
      keys: {
        type: { doc: 'Which data set.', words: ['digits', 'cifar10', 'cifar100', 'idx'] },
        path: { doc: 'Its folder, from the folder of the spec.' },
      },
    },
    batch: { doc: 'Examples in one step.', value: '${1:128}' },
    steps: { doc: 'Length of the run in steps.' },
    epochs: { doc: 'Length of the run in passes over the training set.', value: '${1:10}' },
    optimizer: {
      doc: 'What makes a step of the gradient.',
      words: ['sgd', 'adam', 'adamw'],
      keys: {
        type: { doc: 'Which optimizer.', words: ['sgd', 'adam', 'adamw'] },
        momentum: { doc: 'Share of the last step that is kept; 0.9 if not written.' },
        nesterov: { doc: 'Nesterov’s momentum.', words: ['true', 'false'] },
        beta_1: { doc: 'Share of the old mean of the gradient.' },
        beta_2: { doc: 'Share of the old mean of its square.' },
        epsilon: { doc: 'Added to the root of the mean square.' },
      },
    },
    learning_rate: {
      doc: 'A number, or how it changes.',
      keys: {
        initial: { doc: 'The rate at the start.' },
        schedule: {
          doc: 'A list of `{at, factor}`, or a word.',
          words: ['cosine', 'plateau'],
          keys: {
            at: { doc: 'The step from which the factor holds.' },
            factor: { doc: 'What the rate is multiplied by.' },
          },
        },
        warmup: {
          doc: 'Another rate at the start.',
          keys: {
            steps: { doc: 'For this many steps.' },
            until_error: { doc: 'Until the training error is below this share.' },
            rate: { doc: 'The rate meanwhile.' },
          },
        },
      },
    },
    weight_decay: { doc: 'λ of the decay on convolution and dense kernels.', value: '${1:0.0001}' },
    decay_norm: { doc: 'Decays γ, β and biases, too.', words: ['true', 'false'] },
    label_smoothing: { doc: 'Share of the target that goes to all classes.' },
    augment: {
      doc: 'A list of changes to the training images.',
      value: '[{pad_crop: ${1:4}}, flip]',
      words: ['flip'],
      keys: { pad_crop: { doc: 'Pads by so many pixels and crops at random.' } },
    },
    normalize: { doc: 'What is subtracted first.', words: ['per_pixel_mean', 'per_channel', 'none'] },
    seed: { doc: 'Of the initial weights, the order and the augmentation.', value: '${1:0}' },
    evaluate_every: { doc: 'Steps between two tests; without it once an epoch.' },
    checkpoint_every: { doc: 'Steps between two checkpoints; without it once an epoch.' },
  },
};

function keyAt(path: readonly string[]): TrainKey | undefined {
  return path.reduce((key: TrainKey | undefined, step) => key?.keys?.[step], TRAIN);
}

export function trainKeyOffers(path: readonly string[]): Offer[] {
  const here = keyAt(path);
  const keys = Object.entries(here?.keys ?? {}).map(
    ([name, { doc, value }]): Offer => ({
      kind: 'key',
      label: name,
      detail: 'how to train',
      doc,
      snippet: `${name}: ${value ?? '$0'}`,
    }),
  );
  return keys;
}

export function trainValueOffers(path: readonly string[]): Offer[] {
  const here = keyAt(path);
  return (here?.words ?? []).map((word) => wordOffer(word, 'how to train', here?.doc ?? ''));
}
