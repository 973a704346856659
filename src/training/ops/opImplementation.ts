import type { Scalar, Tensor, Tensor1D, Variable } from '@tensorflow/tfjs';
import type { Init, OpAttributes, OpKind } from '../../core/model/op.ts';
import type { ConcreteShape } from '../../core/model/shape.ts';
import type { Kernels } from '../backends/backend.ts';

/** How a variable starts. */
export type InitialValue =
  | { readonly type: 'constant'; readonly value: number }
  /** By the formula of `init` with these fans. */
  | { readonly type: 'random'; readonly init: Init; readonly fanIn: number; readonly fanOut: number };

export interface VariableSpec {
  /** Within the op, e.g. `kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Only kernels are decayed; statistics are not trained. */
  readonly role: 'kernel' | 'bias' | 'scale' | 'statistic';
  readonly initial: InitialValue;
}

/** What one evaluation of the net brings along. */
export interface ForwardContext {
  readonly kernels: Kernels;
  readonly training: boolean;
  /** int32; what changes between steps for everything random. */
  readonly step: Scalar;
  /** Whether gradients are asked for the variables alone, so that the model's inputs are constants. */
  readonly hasConstantInputs?: boolean;
  /** Takes the batch's statistics of a norm, which are kept tensors, for the moving ones. */
  readonly onStatistics: (statistics: BatchStatistics) => void;
}

export interface BatchStatistics {
  readonly movingMean: Variable;
  readonly movingVariance: Variable;
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
  /** The share of the old value. */
  readonly momentum: number;
}

/** One op at its place in the net. */
export interface OpCall<K extends OpKind> {
  readonly attributes: OpAttributes[K];
  /** With the batch as the first dimension. */
  readonly inputs: readonly Tensor[];
  /** For one example. */
  readonly inputShapes: readonly ConcreteShape[];
  readonly outputShape: ConcreteShape;
  /** Whether nobody asks for the gradients of the inputs. */
  readonly isConstant: boolean;
  /** Follows from the run's seed and the op's path. */
  readonly seed: number;
  variable(name: string): Variable;
}

export interface OpImplementation<K extends OpKind> {
  variables(attributes: OpAttributes[K], inputShapes: readonly ConcreteShape[]): readonly VariableSpec[];
  /** Differentiable in the inputs and the trainable variables. */
  forward(call: OpCall<K>, context: ForwardContext): Tensor;
}

/** For kinds without variables. */
export const NO_VARIABLES = (): readonly VariableSpec[] => [];

export const ZERO: InitialValue = { type: 'constant', value: 0 };
export const ONE: InitialValue = { type: 'constant', value: 1 };

/** The n-th input. */
export function inputAt(call: { readonly inputs: readonly Tensor[] }, index = 0): Tensor {
  const input = call.inputs[index];
  if (input === undefined) throw new Error(`input ${index} is missing`);
  return input;
}

/** Height, width and channels of the n-th input, which is a map. */
export function mapSize(
  shapes: readonly ConcreteShape[],
  index = 0,
): { readonly height: number; readonly width: number; readonly channels: number } {
  const [height, width, channels] = shapes[index] ?? [];
  if (height === undefined || width === undefined || channels === undefined) {
    throw new Error(`input ${index} is not a map`);
  }
  return { height, width, channels };
}
