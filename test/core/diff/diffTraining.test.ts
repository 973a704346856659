import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { diffTraining } from '../../../src/core/diff/diffTraining.ts';
import { DEFAULT_PLAN } from '../../../src/core/plan/recipes.ts';
import type { TrainingPlan } from '../../../src/core/plan/trainingPlan.ts';

function planOf(train: string): TrainingPlan {
  const { plan } = analyze(
    `input: [32, 32, 3]\nlayers: [{pool: global_average}, {dense: 10}]\ntrain: {${train}}\n`,
  );
  if (plan === null) throw new Error('no plan');
  return plan;
}

function settings(before: string, after: string): string[] | undefined {
  return diffTraining(planOf(before), planOf(after))?.settings.map(
    ({ name, before: old, after: young }) => `${name}: ${old ?? '–'} → ${young ?? '–'}`,
  );
}

describe('what differs in training', () => {
  it.each<[string, string, string[]]>([
    ['learning_rate: 0.1', 'learning_rate: 0.05', ['learning_rate: 0.1 → 0.05']],
    ['dataset: digits', 'dataset: {type: cifar10, path: ./c}', ['dataset: digits → cifar10 ./c']],
    ['batch: 32', 'batch: 64', ['batch: 32 → 64']],
    ['steps: 64000', 'epochs: 5', ['steps: 64000 → –', 'epochs: – → 5']],
    [
      'optimizer: {type: sgd, nesterov: true}',
      'optimizer: adam',
      ['optimizer: sgd, momentum 0.9, nesterov → adam, beta_1 0.9, beta_2 0.999, epsilon 1e-8'],
    ],
    [
      'learning_rate: {initial: 0.1, schedule: [{at: 100, factor: 0.1}, {at: 200, factor: 0.5}]}',
      'learning_rate: {initial: 0.1, schedule: cosine, warmup: {steps: 10, rate: 0.01}}',
      [
        'learning_rate.schedule: ×0.1 at 100, ×0.5 at 200 → cosine',
        'learning_rate.warmup: – → 0.01 for 10 steps',
      ],
    ],
    ['weight_decay: 0', 'weight_decay: 0.0001', ['weight_decay: 0 → 0.0001']],
    ['decay_norm: false', 'decay_norm: true', ['decay_norm: false → true']],
    ['label_smoothing: 0.1', '', ['label_smoothing: 0.1 → 0']],
    ['augment: [{pad_crop: 4}, flip]', 'augment: [flip]', ['augment: pad_crop 4, flip → flip']],
    ['augment: [flip]', 'augment: []', ['augment: flip → –']],
    ['normalize: per_channel', 'normalize: none', ['normalize: per_channel → none']],
    ['seed: 1', 'seed: 2', ['seed: 1 → 2']],
    ['evaluate_every: 10', '', ['evaluate_every: 10 steps → epoch']],
    ['checkpoint_every: 10', '', ['checkpoint_every: 10 steps → epoch']],
  ])('from {%s} to {%s}', (before, after, expected) => {
    expect(settings(before, after)).toEqual(expected);
  });

  it('is the name alone of a recipe that is written out', () => {
    const written =
      'batch: 128, steps: 64000, learning_rate: {initial: 0.1, schedule: [{at: 32000, factor: 0.1}, {at: 48000, factor: 0.1}]}, weight_decay: 0.0001, augment: [{pad_crop: 4}, flip], normalize: per_pixel_mean';
    expect(settings('recipe: he2015-cifar', written)).toEqual(['recipe: he2015-cifar → –']);
  });

  it('names the spec that alone has one', () => {
    const only = { before: true, after: false };
    expect(diffTraining(DEFAULT_PLAN, null)).toEqual({ isThere: only, settings: [] });
    expect(diffTraining(null, null)).toBeNull();
  });
});

it('has a word for everything that a plan holds but its precision', () => {
  // Each key of a plan, changed alone, is a difference.
  const other: Partial<Record<keyof TrainingPlan, unknown>> = {
    recipe: 'another',
    dataset: { type: 'digits' },
    batch: 7,
    steps: 7,
    epochs: 7,
    optimizer: { type: 'sgd', momentum: 0, nesterov: false },
    learningRate: { ...DEFAULT_PLAN.learningRate, initial: 7 },
    weightDecay: 7,
    decayNorm: true,
    labelSmoothing: 0.7,
    augment: [{ type: 'flip' }],
    normalize: 'per_channel',
    seed: 7,
    evaluateEvery: 7,
    checkpointEvery: 7,
  };
  const keys = Object.keys(DEFAULT_PLAN).filter((key) => key !== 'precision');
  expect(Object.keys(other).sort()).toEqual(keys.sort());
  for (const [key, value] of Object.entries(other)) {
    const changed = { ...DEFAULT_PLAN, [key]: value } as TrainingPlan;
    expect(diffTraining(DEFAULT_PLAN, changed)?.settings, key).toHaveLength(1);
  }
});
