import { availableParallelism, totalmem } from 'node:os';
import type { BackendReport, DoctorRequest, LibrarySources } from '../../protocol/launcher.ts';
import { findAddon } from '../library/findAddon.ts';
import { findGpu } from '../library/findGpu.ts';
import { findLibrary } from '../library/findLibrary.ts';
import type { LibraryHost } from '../library/libraryHost.ts';
import { realLibraryHost } from '../library/realLibraryHost.ts';
import type { CommandContext } from './command.ts';
import { askWorker } from './workerProcess.ts';

/** Loads a backend in a process of its own; throws with the reason where it does not work. */
export type Probe = (
  backend: 'tensorflow' | 'wasm',
  addon: string | null,
  library: string | null,
) => Promise<{ readonly device: string; readonly version: string }>;

/** Which backends and devices work here, and for each that does not, why and what to do. */
export async function doctor({ library }: DoctorRequest, context: CommandContext): Promise<void> {
  const threads = { intraOp: 1, interOp: 1 };
  const probe: Probe = async (backend, addon, folder) => {
    const choice = { backend, device: 'auto', addon, notice: null } as const;
    const environment = { library: folder, device: 'auto', threads } as const;
    const answer = await askWorker(
      context.program,
      { type: 'probe', ...choice },
      environment,
      context.signal,
    );
    if (answer.type === 'probed') return answer;
    throw new Error(answer.type === 'error' ? answer.message : 'the process answered something else');
  };
  const report = await inspectBackends(library, context.program, realLibraryHost, probe);
  context.answer({
    type: 'doctor',
    version: 1,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    ...report,
  });
}

/** The report's part that depends on what is installed. */
export async function inspectBackends(
  sources: LibrarySources,
  program: string,
  host: LibraryHost,
  probe: Probe,
): Promise<{
  backends: BackendReport[];
  librarySearch: { place: string; found: boolean; detail: string }[];
}> {
  const search = findLibrary(sources, program, host);
  const tensorflow = await inspectTensorflow(search.folder, program, host, probe);
  const wasm = await inspectWasm(probe);
  return { backends: [tensorflow, WEBGPU, wasm], librarySearch: [...search.searched] };
}

const WEBGPU: BackendReport = {
  name: 'webgpu',
  works: false,
  fast: true,
  version: null,
  library: null,
  devices: [],
  why: 'This version of ResNet Designer has no WebGPU backend yet.',
  whatToDo: 'Use the tensorflow or the wasm backend.',
};

async function inspectTensorflow(
  library: string | null,
  program: string,
  host: LibraryHost,
  probe: Probe,
): Promise<BackendReport> {
  const base = { name: 'tensorflow', fast: true, library } as const;
  const gpu = findGpu(library, host);
  const broken = (why: string, whatToDo: string): BackendReport => ({
    ...base,
    works: false,
    version: null,
    devices: [],
    why,
    whatToDo,
  });
  const addon = findAddon(program, process.arch, host);
  if (addon === null) {
    return broken(
      `The addon that joins Node and TensorFlow is not there for ${host.platform} ${process.arch}.`,
      'In a checkout run `npm start` with g++ installed; packages bring it for linux-x64.',
    );
  }
  if (library === null) {
    return broken(
      "TensorFlow's library was found nowhere.",
      'Run "ResNet Designer: Fetch TensorFlow" in the editor, or `pip install tensorflow-cpu==2.18.1`.',
    );
  }
  try {
    const { device, version } = await probe('tensorflow', addon, library);
    const usesGpu = device.startsWith('GPU');
    const devices = [
      { name: 'CPU', works: true, description: 'all processors', why: null, whatToDo: null },
      gpuDevice(gpu, usesGpu),
    ];
    return { ...base, works: true, version, devices, why: null, whatToDo: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return broken(why, 'Use TensorFlow 2.15 to 2.21: `pip install tensorflow-cpu==2.18.1`.');
  }
}

function gpuDevice(gpu: ReturnType<typeof findGpu>, works: boolean): BackendReport['devices'][number] {
  const { description } = gpu;
  if (works) return { name: 'GPU:0', works, description, why: null, whatToDo: null };
  if (!gpu.usable) return { name: 'GPU:0', works, description, why: gpu.why, whatToDo: gpu.whatToDo };
  return {
    name: 'GPU:0',
    works,
    description,
    why: 'Driver and CUDA libraries are there, but TensorFlow found no GPU that it can use.',
    whatToDo:
      'Compare the versions: TensorFlow 2.18 wants CUDA 12.5 and cuDNN 9.3; `nvidia-smi` shows the driver.',
  };
}

async function inspectWasm(probe: Probe): Promise<BackendReport> {
  const base = { name: 'wasm', fast: false, library: null } as const;
  try {
    const { version } = await probe('wasm', null, null);
    const description = 'one thread; the same results, three to eight times slower than TensorFlow';
    const devices = [{ name: 'CPU', works: true, description, why: null, whatToDo: null }];
    return { ...base, works: true, version, devices, why: null, whatToDo: null };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...base, works: false, version: null, devices: [], why, whatToDo: 'Install the product again.' };
  }
}
