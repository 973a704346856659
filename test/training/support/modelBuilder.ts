import type { FlatModel, FlatOp } from '../../../src/core/model/flatten.ts';
import type { Body, Model, OpNode } from '../../../src/core/model/model.ts';
import type { OpAttributes, OpKind } from '../../../src/core/model/op.ts';
import type { Shape } from '../../../src/core/model/shape.ts';
import type { OpDefinition } from '../../../src/core/ops/opDefinition.ts';
import { OPS } from '../../../src/core/ops/registry.ts';

/** Values by number: an op's index, or `-1 - k` for the k-th input. */
export type Value = number;

const SCALAR_ITEM = {
  source: 'file',
  kind: 'conv',
  kindRange: { start: 0, end: 0 },
  range: { start: 0, end: 0 },
  value: null,
  name: null,
  from: null,
  when: null,
} as const;

/** Builds a flat model op by op, as a test writes it, with core's own shape rules. */
export class ModelBuilder {
  readonly #inputs: readonly Shape[];
  readonly #ops: FlatOp[] = [];

  constructor(...inputs: readonly Shape[]) {
    this.#inputs = inputs;
  }

  op<K extends OpKind>(path: string, kind: K, attributes: OpAttributes[K], inputs: readonly Value[]): Value {
    const definition = OPS[kind] as unknown as OpDefinition<K>;
    const inputShapes = inputs.map((input) => this.shapeOf(input));
    const output = definition.infer(attributes, inputShapes, (problem) => {
      if (problem.severity !== 'warning') throw new Error(`${path}: ${problem.code}`);
    });
    if (output === null) throw new Error(`${path} has no shape`);
    const node = {
      type: 'op',
      op: { kind, attributes },
      path,
      inputs: inputs.map((input) =>
        input < 0 ? { kind: 'input', index: -1 - input } : { kind: 'node', path: [input] },
      ),
      inputShapes,
      output,
      cost: definition.cost(attributes, inputShapes, output),
      item: SCALAR_ITEM,
      group: null,
    } as unknown as OpNode;
    this.#ops.push({ index: this.#ops.length, path, weightsPath: path, cost: node.cost, node, inputs });
    return this.#ops.length - 1;
  }

  shapeOf(value: Value): Shape {
    const shape = value < 0 ? this.#inputs[-1 - value] : this.#ops[value]?.node.output;
    if (shape === null || shape === undefined) throw new Error(`value ${value} has no shape`);
    return shape;
  }

  flat(...outputs: readonly Value[]): FlatModel {
    return { ops: this.#ops, outputs };
  }

  model(...outputs: readonly Value[]): Model {
    const body: Body = {
      block: null,
      inputs: this.#inputs.map((shape, k) => ({ name: k === 0 ? 'input' : `input_${k + 1}`, shape })),
      nodes: this.#ops.map(({ node }) => node),
      outputs: outputs.map((output) => ({
        name: this.#ops[output]?.path ?? '',
        value: { kind: 'node', path: [output] },
        shape: this.shapeOf(output),
      })),
      groups: [],
      cost: { trainable: 0, nonTrainable: 0, macs: 0 },
      opCount: this.#ops.length,
    };
    return { name: 'test', variant: null, paper: null, body };
  }
}
