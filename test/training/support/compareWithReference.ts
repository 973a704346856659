import { compositeKernels } from '../../../src/training/backends/compositeKernels.ts';
import { openTensorflowBackend } from '../../../src/training/backends/tensorflowBackend.ts';
import { openWasmBackend } from '../../../src/training/backends/wasmBackend.ts';
import { checkNets } from './checkNets.ts';
import { checkOps } from './checkOps.ts';

/**
 * A program: compares one backend with the reference and prints what it found as JSON. TensorFlow's library is
 * found through an environment that must stand before the process starts, so a test cannot do it in its own.
 */
const [kind, addon] = process.argv.slice(2);
const nothing = (): void => undefined;
const backend =
  kind === 'wasm'
    ? await openWasmBackend(nothing)
    : await openTensorflowBackend({ addon: addon ?? '', beforeKernel: nothing });
const kernels = kind === 'composite' ? compositeKernels : backend.kernels;
console.log(JSON.stringify({ ops: checkOps(kernels), nets: checkNets(kernels) }));
