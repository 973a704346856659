import type {
  AugmentPlan,
  DatasetPlan,
  LearningRatePlan,
  OptimizerPlan,
  TrainingPlan,
} from '../plan/trainingPlan.ts';

/**
 * What a plan holds, recipe and defaults resolved, as text under the keys of `train`; null for what it does
 * without. What no run of today can have otherwise, its precision, is not listed.
 */
export function trainingSettings(plan: TrainingPlan): Readonly<Record<string, string | null>> {
  const { learningRate } = plan;
  return {
    recipe: plan.recipe,
    dataset: plan.dataset === null ? null : datasetText(plan.dataset),
    batch: String(plan.batch),
    steps: countText(plan.steps),
    epochs: countText(plan.epochs),
    optimizer: optimizerText(plan.optimizer),
    learning_rate: String(learningRate.initial),
    'learning_rate.schedule': scheduleText(learningRate.schedule),
    'learning_rate.warmup': learningRate.warmup === null ? null : warmupText(learningRate.warmup),
    weight_decay: String(plan.weightDecay),
    decay_norm: String(plan.decayNorm),
    label_smoothing: String(plan.labelSmoothing),
    augment: plan.augment.length === 0 ? null : plan.augment.map(augmentText).join(', '),
    normalize: plan.normalize,
    seed: String(plan.seed),
    evaluate_every: everyText(plan.evaluateEvery),
    checkpoint_every: everyText(plan.checkpointEvery),
  };
}

function countText(count: number | null): string | null {
  return count === null ? null : String(count);
}

function everyText(steps: number | null): string {
  return steps === null ? 'epoch' : `${steps} steps`;
}

function datasetText(dataset: DatasetPlan): string {
  if (dataset.type === 'digits') return dataset.type;
  const { type, path } = dataset;
  if (dataset.type !== 'image_folder') return `${type} ${path}`;
  const { size, channels, fit, corrupt, testShare } = dataset;
  const shape = size === null ? `${channels} channels` : `${size.join('×')}×${channels} (${fit})`;
  return `${type} ${path}, ${shape}, corrupt ${corrupt}, test_share ${testShare}`;
}

function optimizerText(optimizer: OptimizerPlan): string {
  if (optimizer.type === 'sgd') {
    const { type, momentum, nesterov } = optimizer;
    return `${type}, momentum ${momentum}${nesterov ? ', nesterov' : ''}`;
  }
  const { type, beta1, beta2, epsilon } = optimizer;
  return `${type}, beta_1 ${beta1}, beta_2 ${beta2}, epsilon ${epsilon}`;
}

function scheduleText(schedule: LearningRatePlan['schedule']): string {
  switch (schedule.type) {
    case 'constant':
    case 'cosine':
      return schedule.type;
    case 'steps':
      return schedule.points.map(({ at, factor }) => `×${factor} at ${at}`).join(', ');
    case 'plateau':
      return `plateau, ×${schedule.factor} after ${schedule.patience}`;
  }
}

function warmupText(warmup: NonNullable<LearningRatePlan['warmup']>): string {
  const until =
    warmup.type === 'steps' ? `for ${warmup.steps} steps` : `until the error is below ${warmup.error}`;
  return `${warmup.rate} ${until}`;
}

function augmentText(augment: AugmentPlan): string {
  return augment.type === 'pad_crop' ? `pad_crop ${augment.pixels}` : augment.type;
}
