import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { TrainingError } from '../trainingError.ts';
import type { Backend } from './backend.ts';
import { createTensorflowGraphs } from './tensorflowGraphs.ts';
import { createTensorflowKernels } from './tensorflowKernels.ts';
import { TensorflowOps } from './tensorflowOps.ts';

export interface TensorflowOptions {
  /** The compiled addon. Its library is found through LD_LIBRARY_PATH, which must stand before the process starts. */
  readonly addon: string;
  readonly beforeKernel: () => void;
}

/** Loads TensorFlow into this process and makes it TensorFlow.js' backend. */
export async function openTensorflowBackend(options: TensorflowOptions): Promise<Backend> {
  mendUtil();
  const binding = loadAddon(options.addon);
  const { NodeJSKernelBackend } = await import('@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js');
  await import('@tensorflow/tfjs-node/dist/register_all_kernels.js');
  const backend = new NodeJSKernelBackend(binding, 'resnet-designer');
  tf.registerBackend('tensorflow', () => backend);
  if (!(await tf.setBackend('tensorflow'))) {
    throw new TrainingError('backend.unavailable', 3, 'TensorFlow was loaded but does not start.');
  }
  return {
    name: 'tensorflow',
    device: backend.isUsingGpuDevice ? 'GPU:0' : 'CPU',
    version: binding.TF_Version,
    kernels: createTensorflowKernels(new TensorflowOps(backend), options.beforeKernel),
    graphs: createTensorflowGraphs(backend),
  };
}

function loadAddon(path: string): TFJSBinding {
  const holder = { exports: {} };
  try {
    process.dlopen(holder, path);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new TrainingError(
      'backend.unavailable',
      3,
      `TensorFlow cannot be loaded (${cause}). Run \`resnet doctor\` to see which library was found and what is missing.`,
      { cause: error },
    );
  }
  return holder.exports as TFJSBinding;
}

/** tfjs-node calls two functions of `util` that Node 23 took away and earlier ones warn about. */
function mendUtil(): void {
  const target = util as unknown as Record<string, unknown>;
  target['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
  target['isArray'] = Array.isArray;
}
