import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import type { GraphBackend } from '../backends/graphBackend.ts';
import { readPair } from '../step/eagerExecutor.ts';
import { evaluationStep } from '../step/evaluationStep.ts';
import type { StepExecutor } from '../step/stepExecutor.ts';
import { type Learner, trainingStep } from '../step/trainingStep.ts';
import { buildGraph } from './buildGraph.ts';
import type { RecordedGraph } from './graphCache.ts';
import { savedModel } from './graphDefinition.ts';
import { StepGraph } from './stepGraph.ts';
import { type Traceable, type TracedFunction, traceFunction } from './traceFunction.ts';

/** For which batches there are functions: a graph knows only the sizes that it was recorded with. */
export interface GraphBatches {
  /** Height, width, channels. */
  readonly image: readonly [number, number, number];
  readonly train: readonly number[];
  readonly evaluate: readonly number[];
}

/** Everything that the steps read and write. */
export function stateOf({ network, optimizer }: Learner): tf.Variable[] {
  return [...network.variables, ...optimizer.slots].map(({ variable }) => variable);
}

/**
 * A graph's step cannot be given up in the middle. Where one takes longer than this when it is recorded, steps run
 * operation by operation, which loses little there, so that a run can always be stopped soon.
 */
const LONGEST_MS = 10_000;

/** Runs each step once, operation by operation, and gives the file of the graph that computes them. */
export function recordSteps(graphs: GraphBackend, learner: Learner, batches: GraphBatches): RecordedGraph {
  const variables = stateOf(learner);
  const trace = (traceable: Traceable): TracedFunction => {
    try {
      return traceFunction(graphs, variables, traceable);
    } finally {
      tf.dispose(traceable.feeds);
    }
  };
  const traced: TracedFunction[] = [];
  for (const traceable of stepsOf(learner, batches)) {
    const began = { ms: performance.now(), cpu: process.cpuUsage() };
    traced.push(trace(traceable));
    if (leastMs(began) > LONGEST_MS) return null;
  }
  return savedModel(buildGraph(traced));
}

/**
 * How long it took since then on a machine that has nothing else to do: the verdict on a net is kept, and must not
 * depend on what else ran when it was recorded.
 */
function leastMs(began: { readonly ms: number; readonly cpu: NodeJS.CpuUsage }): number {
  const { user, system } = process.cpuUsage(began.cpu);
  return Math.min(performance.now() - began.ms, (user + system) / 1000 / availableParallelism());
}

/** Each is made when it is asked for, since its feeds may be large. */
function* stepsOf(learner: Learner, batches: GraphBatches): Generator<Traceable> {
  for (const size of batches.train) {
    const feeds = { ...blankBatch(batches, size), learningRate: tf.scalar(0), step: tf.scalar(1, 'int32') };
    yield { name: trainName(size), feeds, run: () => trainingStep(learner, feeds) };
  }
  for (const size of batches.evaluate) {
    const feeds = blankBatch(batches, size);
    yield { name: evaluateName(size), feeds, run: () => evaluationStep(learner, feeds) };
  }
}

/** What a step computes does not depend on what it is recorded with. */
function blankBatch({ image }: GraphBatches, size: number): { images: tf.Tensor; labels: tf.Tensor1D } {
  return { images: tf.zeros([size, ...image]), labels: tf.zeros([size], 'int32') };
}

/** Steps as one call each. @param folder of the graph's file. */
export function createGraphExecutor(graphs: GraphBackend, learner: Learner, folder: string): StepExecutor {
  const graph = new StepGraph(graphs, folder, stateOf(learner));
  return {
    train(feeds) {
      const [loss, accuracy] = readPair(graph.run(trainName(feeds.labels.size), { ...feeds }));
      return { loss, accuracy };
    },
    evaluate(feeds) {
      const [loss, right] = readPair(graph.run(evaluateName(feeds.labels.size), { ...feeds }));
      return { loss, right };
    },
    save() {
      graph.save();
    },
    load() {
      graph.load();
    },
    dispose() {
      graph.dispose();
    },
  };
}

function trainName(size: number): string {
  return `train${size}`;
}

function evaluateName(size: number): string {
  return `evaluate${size}`;
}
