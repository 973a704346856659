import { depth } from '../analysis/depth.ts';
import { message } from '../diagnostics/message.ts';
import {
  type AttributeTable,
  complainTo,
  type ReadAttributes,
  readAttributes,
  strongest,
} from '../language/attributeTable.ts';
import { type Complain, complainType, complainWord, integer } from '../language/attributeType.ts';
import { evaluate } from '../language/evaluate.ts';
import type { Evaluated } from '../language/evaluated.ts';
import { nearest } from '../language/nearest.ts';
import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import { reportUnknownKeys } from '../language/unknownKeys.ts';
import type { Model } from '../model/model.ts';
import type { SpecMap } from '../spec/node.ts';
import { DEFAULT_PLAN, RECIPES } from './recipes.ts';
import type {
  AugmentPlan,
  DatasetPlan,
  LearningRatePlan,
  OptimizerPlan,
  SchedulePlan,
  TrainingPlan,
  WarmupPlan,
} from './trainingPlan.ts';
import {
  DATASET_KEYS,
  DATASET_TABLE,
  LEARNING_RATE_TABLE,
  OPTIMIZER_KEYS,
  OPTIMIZER_TABLE,
  SCHEDULE_POINT_TABLE,
  TRAIN_TABLE,
  WARMUP_TABLE,
} from './trainTable.ts';

interface Context {
  readonly scope: Scope;
  readonly report: Report;
}

/** What `train:` asks for. Mistakes are reported and the value before them stays. */
export function readTrainingPlan(
  train: SpecMap,
  { model, scope }: { readonly model: Model | null; readonly scope: Scope },
  report: Report,
): TrainingPlan {
  const context = { scope, report };
  const value = evaluate(train, scope, report);
  const written = entriesOf(value);
  const { values } = read(TRAIN_TABLE, value, 'train', context);
  const layers = model === null ? 0 : depth(model);
  const recipe = values.recipe === null ? undefined : RECIPES[values.recipe];
  const base = recipe === undefined ? DEFAULT_PLAN : recipe(layers);
  const of = (name: string): Evaluated | undefined => strongest(name, [written]);
  return {
    recipe: values.recipe,
    dataset: readDataset(of('dataset'), context),
    batch: values.batch ?? base.batch,
    ...readLength(values.steps, values.epochs, base, of('epochs'), context),
    optimizer: readOptimizer(of('optimizer'), base.optimizer, context),
    learningRate: readLearningRate(of('learning_rate'), base.learningRate, context),
    weightDecay: values.weight_decay ?? base.weightDecay,
    decayNorm: values.decay_norm ?? base.decayNorm,
    labelSmoothing: values.label_smoothing ?? base.labelSmoothing,
    augment: readAugment(of('augment'), base.augment, context),
    normalize: values.normalize ?? base.normalize,
    seed: values.seed ?? base.seed,
    evaluateEvery: values.evaluate_every ?? base.evaluateEvery,
    checkpointEvery: values.checkpoint_every ?? base.checkpointEvery,
    precision: values.precision ?? base.precision,
  };
}

function entriesOf(value: Evaluated): Map<string, Evaluated> {
  return new Map(value.kind === 'map' ? value.entries.map((entry) => [entry.key, entry.value]) : []);
}

function read<Table extends AttributeTable>(
  table: Table,
  value: Evaluated,
  owner: string,
  { scope, report }: Context,
  keysOfTypes: Readonly<Record<string, readonly string[]>> = {},
): ReadAttributes<Table> {
  const entries = value.kind === 'map' ? value.entries : [];
  const item = entriesOf(value);
  const type = item.get('type');
  const named = type?.kind === 'scalar' ? String(type.value) : '';
  const misspelled = reportUnknownKeys(
    Object.hasOwn(keysOfTypes, named)
      ? { entries, known: keysOfTypes[named] ?? [], owner: named }
      : { entries, known: Object.keys(table), owner },
    report,
  );
  const levels = { item, levels: [item], owner: value.place, ownerName: owner, misspelled };
  return readAttributes(table, levels, scope, report);
}

/** Steps or epochs; what the spec writes replaces either of the recipe's. */
function readLength(
  steps: number | null,
  epochs: number | null,
  base: TrainingPlan,
  written: Evaluated | undefined,
  { report }: Context,
): Pick<TrainingPlan, 'steps' | 'epochs'> {
  if (steps !== null && epochs !== null && written !== undefined) {
    report({
      code: 'spec.several-kinds',
      place: written.place,
      message: message('A run has either `steps` or `epochs`, and this one has both.'),
    });
  }
  if (steps !== null) return { steps, epochs: null };
  if (epochs !== null) return { steps: null, epochs };
  return { steps: base.steps, epochs: base.epochs };
}

function readDataset(value: Evaluated | undefined, context: Context): DatasetPlan | null {
  if (value === undefined || value.kind === 'unknown') return null;
  const complain = complainTo(value, context.scope, context.report);
  let map = value;
  if (value.kind === 'scalar' && typeof value.value === 'string') {
    map = {
      kind: 'map',
      place: value.place,
      parameter: null,
      entries: [{ key: 'type', keyPlace: value.place, value }],
    };
  }
  if (map.kind !== 'map') {
    complainType(value, 'dataset', TRAIN_TABLE.dataset.type.expected, complain);
    return null;
  }
  const { values, complete } = read(DATASET_TABLE, map, 'dataset', context, DATASET_KEYS);
  if (!complete) return null;
  if (values.type === 'digits') return { type: 'digits' };
  const path = entriesOf(map).get('path');
  if (path?.kind === 'scalar' && typeof path.value === 'string')
    return { type: values.type, path: path.value };
  if (path === undefined) {
    context.report({
      code: 'spec.missing-key',
      place: map.place,
      message:
        values.type === 'npz'
          ? message('`npz` needs `path`: the `.npz` file.')
          : message('`{type}` needs `path`: the folder of its files.', { type: values.type }),
    });
  } else
    complainType(
      path,
      'path',
      values.type === 'npz' ? 'the path of a file' : 'the path of a folder',
      complain,
    );
  return null;
}

function readOptimizer(value: Evaluated | undefined, base: OptimizerPlan, context: Context): OptimizerPlan {
  if (value === undefined || value.kind === 'unknown') return base;
  const map: Evaluated =
    value.kind === 'map'
      ? value
      : {
          kind: 'map',
          place: value.place,
          parameter: null,
          entries: [{ key: 'type', keyPlace: value.place, value }],
        };
  const { values, complete } = read(OPTIMIZER_TABLE, map, 'optimizer', context, OPTIMIZER_KEYS);
  if (!complete) return base;
  if (values.type === 'sgd') return { type: 'sgd', momentum: values.momentum, nesterov: values.nesterov };
  return { type: values.type, beta1: values.beta_1, beta2: values.beta_2, epsilon: values.epsilon };
}

function readLearningRate(
  value: Evaluated | undefined,
  base: LearningRatePlan,
  context: Context,
): LearningRatePlan {
  if (value === undefined || value.kind === 'unknown') return base;
  if (value.kind !== 'map') {
    const initial = LEARNING_RATE_TABLE.initial.type.read(
      value,
      'learning_rate',
      complainTo(value, context.scope, context.report),
    );
    return { ...base, initial: initial ?? base.initial };
  }
  const entries = entriesOf(value);
  // Within a recipe the parts that are not written stay the recipe's.
  if (!entries.has('initial')) {
    entries.set('initial', {
      kind: 'scalar',
      place: value.place,
      parameter: null,
      value: base.initial,
      quoted: false,
    });
  }
  const misspelled = reportUnknownKeys(
    { entries: value.entries, known: Object.keys(LEARNING_RATE_TABLE), owner: 'learning_rate' },
    context.report,
  );
  const { values } = readAttributes(
    LEARNING_RATE_TABLE,
    { item: entries, levels: [entries], owner: value.place, ownerName: 'learning_rate', misspelled },
    context.scope,
    context.report,
  );
  return {
    initial: values.initial,
    schedule: readSchedule(entries.get('schedule'), base.schedule, context),
    warmup: readWarmup(entries.get('warmup'), base.warmup, context),
  };
}

function readSchedule(value: Evaluated | undefined, base: SchedulePlan, context: Context): SchedulePlan {
  if (value === undefined || value.kind === 'unknown') return base;
  const complain = complainTo(value, context.scope, context.report);
  if (value.kind === 'list') {
    const points = value.items.map((item) => read(SCHEDULE_POINT_TABLE, item, 'schedule', context).values);
    return { type: 'steps', points: points.sort((a, b) => a.at - b.at) };
  }
  const name = value.kind === 'scalar' ? value.value : null;
  if (name === 'constant' || name === 'cosine') return { type: name };
  // The paper divides by 10 when the error plateaus; five evaluations without a better one count as that.
  if (name === 'plateau') return { type: 'plateau', factor: 0.1, patience: 5 };
  if (typeof name === 'string')
    complainWord(value.place, name, 'schedule', ['constant', 'cosine', 'plateau'], complain);
  else complainType(value, 'schedule', LEARNING_RATE_TABLE.schedule.type.expected, complain);
  return base;
}

function readWarmup(
  value: Evaluated | undefined,
  base: WarmupPlan | null,
  context: Context,
): WarmupPlan | null {
  if (value === undefined || value.kind === 'unknown') return base;
  if (value.kind === 'scalar' && (value.value === null || value.value === 'none')) return null;
  if (value.kind !== 'map') {
    complainType(
      value,
      'warmup',
      LEARNING_RATE_TABLE.warmup.type.expected,
      complainTo(value, context.scope, context.report),
    );
    return base;
  }
  const { values, complete } = read(WARMUP_TABLE, value, 'warmup', context);
  if (!complete) return base;
  if (values.until_error !== null)
    return { type: 'until_error', error: values.until_error, rate: values.rate };
  if (values.steps !== null) return { type: 'steps', steps: values.steps, rate: values.rate };
  context.report({
    code: 'spec.missing-key',
    place: value.place,
    message: message('`warmup` needs `steps` or `until_error`: when it ends.'),
  });
  return base;
}

function readAugment(
  value: Evaluated | undefined,
  base: readonly AugmentPlan[],
  context: Context,
): readonly AugmentPlan[] {
  if (value === undefined || value.kind === 'unknown') return base;
  const complain = complainTo(value, context.scope, context.report);
  if (value.kind !== 'list') {
    if (value.kind === 'scalar' && value.value === 'none') return [];
    complainType(value, 'augment', TRAIN_TABLE.augment.type.expected, complain);
    return base;
  }
  return value.items.flatMap((item): AugmentPlan[] => {
    if (item.kind === 'unknown') return [];
    if (item.kind === 'scalar' && item.value === 'flip') return [{ type: 'flip' }];
    const [entry] = item.kind === 'map' ? item.entries : [];
    if (entry?.key === 'pad_crop') {
      const pixels = integer(0).read(entry.value, 'pad_crop', complain);
      return pixels === undefined ? [] : [{ type: 'pad_crop', pixels }];
    }
    if (entry !== undefined)
      complainWord(entry.keyPlace, entry.key, 'augment', ['flip', 'pad_crop'], complain);
    else complainBareAugment(item, complain);
    return [];
  });
}

/** `pad_crop` alone would not help: it is a key that needs a number. */
function complainBareAugment(item: Evaluated, complain: Complain): void {
  const text = item.kind === 'scalar' ? String(item.value) : 'a list';
  if (nearest(text, ['flip', 'pad_crop']) !== 'pad_crop') {
    complainWord(item.place, text, 'augment', ['flip', '{pad_crop: 4}'], complain);
    return;
  }
  const written = '{pad_crop: 4}';
  complain(
    'spec.out-of-range',
    item.place,
    message('`augment` cannot be `{found}` alone. Write `{written}`: how many pixels are put around.', {
      found: text,
      written,
    }),
    [
      {
        title: message('Write `{written}`', { written }),
        changes: [{ type: 'replace', place: item.place, newText: written }],
      },
    ],
  );
}
