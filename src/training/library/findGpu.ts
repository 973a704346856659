import { dirname, join } from 'node:path';
import type { LibraryHost } from './libraryHost.ts';

export interface GpuReport {
  /** True where nothing seems to be missing; whether TensorFlow can use it, only loading it tells. */
  readonly usable: boolean;
  readonly description: string;
  readonly why: string | null;
  readonly whatToDo: string | null;
}

const DRIVERS = [
  '/usr/lib/x86_64-linux-gnu/libcuda.so.1',
  '/usr/lib/aarch64-linux-gnu/libcuda.so.1',
  '/usr/lib64/libcuda.so.1',
  '/usr/lib/wsl/lib/libcuda.so.1',
  '/usr/local/cuda/compat/libcuda.so.1',
] as const;
const RUNTIMES = ['/usr/local/cuda/lib64', '/usr/lib/x86_64-linux-gnu', '/usr/lib64'] as const;

/**
 * Whether an NVIDIA card can train: the driver, and CUDA's libraries beside TensorFlow's as the
 * `tensorflow[and-cuda]` wheels lay them, or installed in the system.
 * @param library the folder of TensorFlow's library, null where there is none.
 */
export function findGpu(library: string | null, host: LibraryHost): GpuReport {
  if (host.platform !== 'linux') {
    return missing(
      `TensorFlow uses no GPU on ${host.platform}.`,
      'Train on the CPU, or on Linux (WSL counts).',
    );
  }
  const extra = (host.env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const driver = [...extra.map((folder) => join(folder, 'libcuda.so.1')), ...DRIVERS].find((path) =>
    host.exists(path),
  );
  if (driver === undefined) {
    return missing(
      'There is no NVIDIA driver (libcuda.so.1).',
      'Install the NVIDIA driver of this system, if it has such a card; `nvidia-smi` shows that it works.',
    );
  }
  if (library === null) {
    return missing('TensorFlow itself was not found.', 'pip install "tensorflow[and-cuda]==2.18.1"');
  }
  const wheels = join(dirname(library), 'nvidia');
  const runtime = [join(wheels, 'cuda_runtime', 'lib'), ...extra, ...RUNTIMES].find((folder) =>
    host.exists(join(folder, 'libcudart.so.12')),
  );
  if (runtime === undefined) {
    return missing(
      `There are no CUDA 12 libraries in ${wheels}, nor in the system.`,
      'pip install "tensorflow[and-cuda]==2.18.1" in the Python environment that is used here',
    );
  }
  return { usable: true, description: `NVIDIA card, CUDA from ${runtime}`, why: null, whatToDo: null };
}

function missing(why: string, whatToDo: string): GpuReport {
  return { usable: false, description: 'NVIDIA card through CUDA', why, whatToDo };
}
