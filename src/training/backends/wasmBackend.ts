import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { TrainingError } from '../trainingError.ts';
import type { Backend } from './backend.ts';
import { createWasmKernels } from './wasmKernels.ts';

/** The slow fallback that needs nothing installed: WebAssembly on one thread. */
export async function openWasmBackend(beforeKernel: () => void): Promise<Backend> {
  setWasmPaths(`${wasmFolder()}/`);
  if (!(await tf.setBackend('wasm'))) {
    throw new TrainingError(
      'backend.unavailable',
      3,
      'The WebAssembly backend does not start on this machine; it needs a processor and a Node that run WebAssembly.',
    );
  }
  return {
    name: 'wasm',
    device: 'CPU',
    version: version_wasm,
    kernels: createWasmKernels(beforeKernel),
    graphs: null,
  };
}

/** Beside the bundle; in a checkout where the package keeps them. */
function wasmFolder(): string {
  const beside = dirname(process.argv[1] ?? '.');
  if (existsSync(join(beside, 'tfjs-backend-wasm.wasm'))) return beside;
  const resolve = createRequire(join(process.cwd(), 'package.json')).resolve;
  return join(dirname(dirname(resolve('@tensorflow/tfjs-backend-wasm'))), 'wasm-out');
}
