import type { BackendChoice } from '../../protocol/worker.ts';
import { TrainingError } from '../trainingError.ts';
import type { Backend } from './backend.ts';
import { openTensorflowBackend } from './tensorflowBackend.ts';
import { openWasmBackend } from './wasmBackend.ts';

/** Opens what the launcher chose. `beforeKernel` is called before each long computation and may throw. */
export async function openBackend(choice: BackendChoice, beforeKernel: () => void): Promise<Backend> {
  if (choice.backend === 'wasm') return openWasmBackend(beforeKernel);
  if (choice.addon === null) throw new Error('the launcher gave no addon');
  const backend = await openTensorflowBackend({ addon: choice.addon, beforeKernel });
  if (choice.device === 'gpu' && backend.device === 'CPU') {
    throw new TrainingError(
      'device.no-gpu',
      3,
      'A GPU was asked for, and TensorFlow found none that it can use. `resnet doctor` says what is missing; `--device auto` trains on the CPU.',
    );
  }
  return backend;
}
