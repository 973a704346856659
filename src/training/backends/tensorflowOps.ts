import type { Tensor } from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';

/** An attribute of an operation, as the addon takes it: `type` is one of its TF_ATTR constants. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | string | number[];
}

/** Runs single operations of TensorFlow by name. */
export class TensorflowOps {
  readonly #backend: NodeJSKernelBackend;

  constructor(backend: NodeJSKernelBackend) {
    this.#backend = backend;
  }

  run(operation: string, attributes: readonly OpAttribute[], inputs: Tensor[], outputs: number): Tensor[] {
    return this.#backend.executeMultipleOutputs(operation, [...attributes], inputs, outputs);
  }

  run1(operation: string, attributes: readonly OpAttribute[], inputs: Tensor[]): Tensor {
    return this.#backend.executeSingleOutput(operation, [...attributes], inputs);
  }

  type(name: string, dtype: 'float32' | 'int32' = 'float32'): OpAttribute {
    const { binding } = this.#backend;
    return {
      name,
      type: binding.TF_ATTR_TYPE,
      value: dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32,
    };
  }

  integers(name: string, value: number[]): OpAttribute {
    return { name, type: this.#backend.binding.TF_ATTR_INT, value };
  }

  float(name: string, value: number): OpAttribute {
    return { name, type: this.#backend.binding.TF_ATTR_FLOAT, value };
  }

  text(name: string, value: string): OpAttribute {
    return { name, type: this.#backend.binding.TF_ATTR_STRING, value };
  }

  flag(name: string, value: boolean): OpAttribute {
    return { name, type: this.#backend.binding.TF_ATTR_BOOL, value };
  }
}
