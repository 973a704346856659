import type { Attribute, AttributeTable } from '../language/attributeTable.ts';
import {
  DATASET_TABLE,
  LEARNING_RATE_TABLE,
  OPTIMIZER_TABLE,
  SCHEDULE_POINT_TABLE,
  TRAIN_TABLE,
  WARMUP_TABLE,
} from '../plan/trainTable.ts';

/** The tables of what stands under `train`, by the dotted path of keys that leads to them. */
const TABLES: Readonly<Record<string, AttributeTable>> = {
  '': TRAIN_TABLE,
  dataset: DATASET_TABLE,
  optimizer: OPTIMIZER_TABLE,
  learning_rate: LEARNING_RATE_TABLE,
  'learning_rate.schedule': SCHEDULE_POINT_TABLE,
  'learning_rate.warmup': WARMUP_TABLE,
};

/** What the mapping at the path takes; undefined where none is expected. */
export function trainTable(path: readonly string[]): AttributeTable | undefined {
  const key = path.join('.');
  return Object.hasOwn(TABLES, key) ? TABLES[key] : undefined;
}

/** What is known of the last key of the path. */
export function trainAttribute(path: readonly string[]): Attribute<unknown> | undefined {
  const table = trainTable(path.slice(0, -1));
  const name = path[path.length - 1];
  return table !== undefined && name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The words for a value: those of the attribute, or of the `type` that a bare word stands for. */
export function trainWords(path: readonly string[]): readonly string[] {
  const own = trainAttribute(path)?.type.words ?? [];
  return own.length > 0 ? own : (trainTable(path)?.['type']?.type.words ?? []);
}
