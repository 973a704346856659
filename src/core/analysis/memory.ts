import type { Body, Model } from '../model/model.ts';
import { elementsOf } from '../model/shape.ts';
import type { OptimizerPlan, TrainingPlan } from '../plan/trainingPlan.ts';
import { addSizes, isSymbolic, type Size, timesInteger } from '../symbolic/symbolicSize.ts';
import { activationBytes, BYTES_PER_FLOAT32 } from './activationBytes.ts';
import { peakElements } from './peakElements.ts';

/** Bytes in float32. What each holds and leaves out: media/docs/analysis.md. */
export interface MemoryFigures {
  readonly inferenceBatch: number;
  /** Parameters, moving statistics, and the most that is held at once; null where that depends on a symbol. */
  readonly inferenceBytes: number | null;
  readonly trainingBatch: number;
  /** Parameters, their gradients, the optimizer's slots, moving statistics, the batch and every op's output. */
  readonly trainingBytes: Size | null;
  /** Read and written by one pass of a batch of `inferenceBatch`: each op its inputs, its weights, its output. */
  readonly bytesMoved: Size | null;
  /** 2 × multiply-adds a byte moved. */
  readonly arithmeticIntensity: number | null;
}

/** Without `--batch`: one example at test, and in training what the file trains with. */
export function memory(model: Model, plan: TrainingPlan | null, batch: number | null): MemoryFigures {
  const inferenceBatch = batch ?? 1;
  const trainingBatch = batch ?? plan?.batch ?? 1;
  const bytesMoved = movedBytes(model, inferenceBatch);
  return {
    inferenceBatch,
    inferenceBytes: inferenceBytes(model, inferenceBatch),
    trainingBatch,
    trainingBytes: trainingBytes(model, plan?.optimizer ?? DEFAULT_OPTIMIZER, trainingBatch),
    bytesMoved,
    arithmeticIntensity: intensity(timesInteger(model.body.cost.macs, 2 * inferenceBatch), bytesMoved),
  };
}

/** Where nobody says how it is trained: as the paper does. */
const DEFAULT_OPTIMIZER: OptimizerPlan = { type: 'sgd', momentum: 0.9, nesterov: false };

function inferenceBytes(model: Model, batch: number): number | null {
  const peak = peakElements(model);
  const { trainable, nonTrainable } = model.body.cost;
  const weights = addSizes(trainable, nonTrainable);
  if (peak === null || isSymbolic(weights)) return null;
  return BYTES_PER_FLOAT32 * (weights + batch * peak);
}

/** What a step holds at least. */
export function trainingBytes(model: Model, optimizer: OptimizerPlan, batch: number): Size | null {
  const outputs = activationBytes(model);
  const inputs = inputElements(model.body);
  if (outputs === null || inputs === null) return null;
  const { trainable, nonTrainable } = model.body.cost;
  const values = addSizes(timesInteger(trainable, 2 + slotsOf(optimizer)), nonTrainable);
  const examples = addSizes(outputs, timesInteger(inputs, BYTES_PER_FLOAT32));
  return addSizes(timesInteger(values, BYTES_PER_FLOAT32), timesInteger(examples, batch));
}

/** Values that the optimizer keeps for each trained one: a velocity, or Adam's two moments. */
function slotsOf(optimizer: OptimizerPlan): number {
  if (optimizer.type !== 'sgd') return 2;
  return optimizer.momentum === 0 ? 0 : 1;
}

function inputElements({ inputs }: Body): Size | null {
  return inputs.reduce<Size | null>(
    (sum, { shape }) => (sum === null || shape === null ? null : addSizes(sum, elementsOf(shape))),
    0,
  );
}

function movedBytes({ body }: Model, batch: number): Size | null {
  const activations = movedElements(body, new Map());
  if (activations === null) return null;
  const { trainable, nonTrainable } = body.cost;
  const values = addSizes(addSizes(trainable, nonTrainable), timesInteger(activations, batch));
  return timesInteger(values, BYTES_PER_FLOAT32);
}

/** What all ops read of each other and write, for one example. Each distinct body is summed once. */
function movedElements(body: Body, known: Map<Body, Size | null>): Size | null {
  const found = known.get(body);
  if (found !== undefined) return found;
  let sum: Size | null = 0;
  for (const node of body.nodes) {
    const shapes = [...node.inputShapes, node.output];
    const moved: Size | null =
      node.type === 'call'
        ? movedElements(node.body, known)
        : shapes.reduce<Size | null>(
            (total, shape) => (total === null || shape === null ? null : addSizes(total, elementsOf(shape))),
            0,
          );
    sum = sum === null || moved === null ? null : addSizes(sum, moved);
  }
  known.set(body, sum);
  return sum;
}

function intensity(flops: Size, bytes: Size | null): number | null {
  if (bytes === null || isSymbolic(bytes) || isSymbolic(flops) || bytes === 0) return null;
  return flops / bytes;
}
