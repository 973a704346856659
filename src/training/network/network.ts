import * as tf from '@tensorflow/tfjs';
import type { FlatModel, FlatOp } from '../../core/model/flatten.ts';
import type { OpKind, OpOf } from '../../core/model/op.ts';
import { type ConcreteShape, isConcrete, type Shape } from '../../core/model/shape.ts';
import type { ForwardContext, OpImplementation, VariableSpec } from '../ops/opImplementation.ts';
import { OP_IMPLEMENTATIONS } from '../ops/registry.ts';
import { seedOf } from '../randomness/randomFrom.ts';
import { initialValues } from './initialValues.ts';

/** A variable and what it is. Its name is the op's path and its name in the op: `conv1/kernel`. */
export interface NetworkVariable {
  readonly name: string;
  readonly spec: VariableSpec;
  readonly variable: tf.Variable;
}

/** One op with everything but its inputs. */
interface BoundOp {
  readonly inputs: readonly number[];
  /** How many ops and outputs use the value. */
  readonly uses: number;
  readonly run: (inputs: readonly tf.Tensor[], context: ForwardContext) => tf.Tensor;
}

/**
 * The net that a model means, with its variables. A forward pass is a pure function of the variables, the
 * inputs and the step.
 */
export class Network {
  readonly variables: readonly NetworkVariable[];
  readonly #ops: readonly BoundOp[];

  /** @param seed of the run: first values and everything random follow from it. */
  constructor(model: FlatModel, seed: number) {
    const variables: NetworkVariable[] = [];
    const ofOps: VariablesOfOps = new Map();
    const uses = countUses(model);
    this.#ops = model.ops.map((flat) => ({
      inputs: flat.inputs,
      uses: uses[flat.index] ?? 0,
      run: bindOp(flat, flat.node.op, seed, { variables, ofOps }),
    }));
    this.variables = variables;
  }

  /**
   * @param inputs one tensor an input of the model, batch first.
   * @param outputs values as in `FlatOp.inputs`: an op's index, or `-1 - k` for an input.
   * @returns one tensor an output. Outside of `tf.tidy` and of training, every other one is freed on the way.
   */
  forward(inputs: readonly tf.Tensor[], outputs: readonly number[], context: ForwardContext): tf.Tensor[] {
    const values: (tf.Tensor | undefined)[] = [];
    const left = this.#ops.map((op) => op.uses);
    const valueOf = (index: number): tf.Tensor => {
      const value = index < 0 ? inputs[-1 - index] : values[index];
      if (value === undefined) throw new Error(`value ${index} is missing`);
      return value;
    };
    for (const output of outputs) if (output >= 0) left[output] = (left[output] ?? 0) + 1;
    this.#ops.forEach((op, index) => {
      values[index] = context.training
        ? op.run(op.inputs.map(valueOf), context)
        : tf.tidy(() => op.run(op.inputs.map(valueOf), context));
      if (context.training) return;
      for (const input of op.inputs) {
        if (input < 0) continue;
        left[input] = (left[input] ?? 0) - 1;
        if (left[input] === 0) valueOf(input).dispose();
      }
      if (left[index] === 0) valueOf(index).dispose();
    });
    return outputs.map(valueOf);
  }

  dispose(): void {
    for (const { variable } of this.variables) variable.dispose();
  }
}

function countUses(model: FlatModel): number[] {
  const uses = model.ops.map(() => 0);
  for (const op of model.ops) {
    for (const input of op.inputs) if (input >= 0) uses[input] = (uses[input] ?? 0) + 1;
  }
  return uses;
}

/** The variables of each op by its path, by their names in the op. */
type VariablesOfOps = Map<string, ReadonlyMap<string, tf.Variable>>;

interface Made {
  readonly variables: NetworkVariable[];
  readonly ofOps: VariablesOfOps;
}

/** An op that shares weights takes those of the earlier one, and has none of its own. */
function bindOp<K extends OpKind>(flat: FlatOp, op: OpOf<K>, seed: number, made: Made): BoundOp['run'] {
  const implementation: OpImplementation<K> = OP_IMPLEMENTATIONS[op.kind];
  const { attributes } = op;
  const inputShapes = flat.node.inputShapes.map((shape) => knownShape(shape, flat.path));
  const outputShape = knownShape(flat.node.output, flat.path);
  if (flat.weightsPath === flat.path) {
    const created = implementation
      .variables(attributes, inputShapes)
      .map((spec) => createVariable(`${flat.path}/${spec.name}`, spec, seed));
    made.variables.push(...created);
    made.ofOps.set(flat.path, new Map(created.map(({ spec, variable }) => [spec.name, variable])));
  }
  const variables = made.ofOps.get(flat.weightsPath);
  const variable = (name: string): tf.Variable => {
    const found = variables?.get(name);
    if (found === undefined) throw new Error(`${flat.path} has no variable ${name}`);
    return found;
  };
  const opSeed = seedOf(seed, flat.path);
  const readsModelInputs = flat.inputs.every((input) => input < 0);
  return (inputs, context) => {
    const isConstant = readsModelInputs && context.hasConstantInputs === true;
    const call = { attributes, inputs, inputShapes, outputShape, isConstant, seed: opSeed, variable };
    return implementation.forward(call, context);
  };
}

function createVariable(name: string, spec: VariableSpec, seed: number): NetworkVariable {
  const size = spec.shape.reduce((product, dim) => product * dim, 1);
  const value = tf.tensor(initialValues(spec.initial, size, seed, name), [...spec.shape], 'float32');
  // tfjs keeps its variables by name for the whole process, so the name is left to it.
  const variable = tf.variable(value, spec.role !== 'statistic');
  value.dispose();
  return { name, spec, variable };
}

function knownShape(shape: Shape | null, path: string): ConcreteShape {
  if (shape === null || !isConcrete(shape)) throw new Error(`${path} has no known shape`);
  return shape;
}
