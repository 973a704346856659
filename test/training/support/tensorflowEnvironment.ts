import { fileURLToPath } from 'node:url';
import { findAddon } from '../../../src/training/library/findAddon.ts';
import { findLibrary } from '../../../src/training/library/findLibrary.ts';
import { realLibraryHost } from '../../../src/training/library/realLibraryHost.ts';

const program = fileURLToPath(new URL('../../../dist/training.cjs', import.meta.url));

interface FoundTensorflow {
  readonly addon: string;
  readonly library: string;
}

/** TensorFlow on this machine, as the product itself finds it; null where set-up could not get it. */
export function findTensorflow(): FoundTensorflow | null {
  const sources = { path: null, python: null, storage: null };
  const { folder } = findLibrary(sources, program, realLibraryHost);
  const addon = findAddon(program, process.arch, realLibraryHost);
  return folder === null || addon === null ? null : { addon, library: folder };
}

/** What must stand in the environment of a process before it loads TensorFlow. */
export function tensorflowVariables(found: FoundTensorflow | null): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_LIBRARY_PATH: found?.library ?? '',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_ENABLE_ONEDNN_OPTS: '1',
  };
}
