import type { Execution } from '../../protocol/launcher.ts';
import type { BackendChoice } from '../../protocol/worker.ts';
import { TrainingError } from '../trainingError.ts';
import { findAddon } from './findAddon.ts';
import { findGpu } from './findGpu.ts';
import { findLibrary } from './findLibrary.ts';
import type { LibraryHost } from './libraryHost.ts';

export interface ChosenBackend {
  readonly choice: BackendChoice;
  /** The folder of TensorFlow's library; null for wasm. */
  readonly library: string | null;
}

const SLOW =
  'Training runs on the slow fallback (WebAssembly, one thread), three to eight times slower than TensorFlow.';

/** What a run will compute with, or an error that says why what was asked for cannot be had. */
export function chooseBackend(
  execution: Pick<Execution, 'backend' | 'device' | 'library'>,
  program: string,
  architecture: string,
  host: LibraryHost,
): ChosenBackend {
  const { backend, device } = execution;
  if (backend === 'webgpu') {
    throw unavailable('The webgpu backend does not exist yet. Use --backend tensorflow, or wasm.');
  }
  if (backend === 'wasm') return useWasm(device, SLOW);
  const search = findLibrary(execution.library, program, host);
  const addon = findAddon(program, architecture, host);
  if (search.folder !== null && addon !== null) {
    if (device === 'gpu') requireGpu(search.folder, host);
    const choice = { backend: 'tensorflow', device, addon, notice: null } as const;
    return { choice, library: search.folder };
  }
  const why =
    addon === null
      ? `TensorFlow's addon is not built for ${host.platform} ${architecture}.`
      : "TensorFlow's library was not found: neither the setting nor Python's packages have it, and none was fetched.";
  const next =
    addon === null
      ? '`npm start` builds it in a checkout.'
      : 'Fetch it from the editor (230 MB), or `pip install tensorflow-cpu==2.18.1`. `resnet doctor` shows every place.';
  if (backend === 'tensorflow') throw unavailable(`${why} ${next}`);
  if (device === 'gpu') throw noGpu(`${why} ${next}`);
  return useWasm(device, `${SLOW} ${why} ${next}`);
}

function useWasm(device: Execution['device'], notice: string): ChosenBackend {
  if (device === 'gpu') throw noGpu('The wasm backend uses no GPU. Use --backend tensorflow.');
  return { choice: { backend: 'wasm', device, addon: null, notice }, library: null };
}

function requireGpu(library: string, host: LibraryHost): void {
  const gpu = findGpu(library, host);
  if (!gpu.usable) throw noGpu(`${gpu.why ?? ''} ${gpu.whatToDo ?? ''}`);
}

function unavailable(text: string): TrainingError {
  return new TrainingError('backend.unavailable', 3, text);
}

function noGpu(text: string): TrainingError {
  return new TrainingError('device.no-gpu', 3, `A GPU was asked for and cannot be used. ${text}`);
}
