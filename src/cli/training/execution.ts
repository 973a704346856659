import type { Execution } from '../../protocol/launcher.ts';

/** Options of every command that computes. */
export interface ExecutionOptions {
  readonly device: Execution['device'];
  readonly backend: Execution['backend'];
}

/**
 * Where TensorFlow's library is looked for: the environment variable, the environment's Python and the
 * project's cache. Settings and the extension's storage are the editor's.
 */
export const LIBRARY_SOURCES: Execution['library'] = { path: null, python: null, storage: null };

export function executionOf({ device, backend }: ExecutionOptions): Execution {
  return { device, backend, threads: null, library: LIBRARY_SOURCES };
}
