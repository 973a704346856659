import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import type { RunFile } from '../../protocol/runFolder.ts';
import type { Backend } from '../backends/backend.ts';
import type { GraphBackend } from '../backends/graphBackend.ts';
import { createEagerExecutor } from '../step/eagerExecutor.ts';
import type { StepExecutor } from '../step/stepExecutor.ts';
import { GraphCache, type RecordedGraph } from '../stepGraph/graphCache.ts';
import { createGraphExecutor, type GraphBatches, recordSteps } from '../stepGraph/graphExecutor.ts';
import { Interruption } from '../trainingError.ts';
import type { PreparedRun } from './prepareRun.ts';
import { stepSizes } from './stepSizes.ts';

export type ExecutorName = NonNullable<RunFile['executor']>;

export interface ExecutorChoice {
  readonly name: ExecutorName;
  readonly executor: StepExecutor;
  /** Why steps are not computed as a graph though they could be; for the person. */
  readonly notice: string | null;
}

interface ExecutorRequest {
  /** What the run used before, or was told to use; null where that is free. */
  readonly wanted: ExecutorName | null;
  readonly file: RunFile;
  readonly totalSteps: number;
  /** The bundle that runs: its graphs are not those of another version. */
  readonly program: string;
}

/** Records the run's steps, or finds them recorded. Steps are single operations where the backend has no graphs. */
export function prepareExecutor(
  backend: Backend,
  prepared: PreparedRun,
  { wanted, file, totalSteps, program }: ExecutorRequest,
): ExecutorChoice {
  const { learner, dataset, spec } = prepared;
  const eager = { name: 'eager', executor: createEagerExecutor(learner) } as const;
  if (backend.graphs === null || wanted === 'eager') return { ...eager, notice: null };
  const batches = stepSizes(dataset, spec.plan.batch, totalSteps);
  const key = graphKey(backend, prepared, batches, file, program);
  try {
    const graph = openGraph(backend.graphs, prepared, batches, key);
    return graph === null ? { ...eager, notice: null } : { name: 'graph', executor: graph, notice: null };
  } catch (error) {
    if (error instanceof Interruption || wanted === 'graph') throw error;
    const why = error instanceof Error ? error.message : String(error);
    const notice = `The steps cannot be run as one graph, so they run operation by operation, more slowly. (${why})`;
    return { ...eager, notice };
  }
}

/** Null where the steps are better run operation by operation. */
function openGraph(
  graphs: GraphBackend,
  { learner }: PreparedRun,
  batches: GraphBatches,
  key: readonly unknown[],
): StepExecutor | null {
  const cache = new GraphCache();
  const record = (): RecordedGraph => recordSteps(graphs, learner, batches);
  const kept = cache.graphOf(key, record);
  if (!kept.isWorthwhile) return null;
  try {
    return createGraphExecutor(graphs, learner, kept.folder);
  } catch {
    cache.forget(kept);
    return createGraphExecutor(graphs, learner, cache.graphOf([...key, 'again'], record).folder);
  }
}

/** All that a graph follows from. First weights are no part of it: they are fed. */
function graphKey(
  backend: Backend,
  { spec, dataset }: PreparedRun,
  batches: GraphBatches,
  { specHash, variant, set }: RunFile,
  program: string,
): readonly unknown[] {
  const { plan } = spec;
  return [
    createHash('sha256').update(readFileSync(program)).digest('hex'),
    [backend.name, backend.version, backend.device, tf.version_core],
    [specHash, variant, set],
    [plan.optimizer, plan.weightDecay, plan.decayNorm, plan.labelSmoothing, plan.seed],
    [dataset.shape, dataset.classes, batches],
  ];
}
