import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findTensorflow, tensorflowVariables } from './support/tensorflowEnvironment.ts';

const tensorflow = findTensorflow();

it.skipIf(tensorflow === null)(
  '1×1 kernels with a stride on maps of few channels leave the memory whole',
  () => {
    const program = fileURLToPath(new URL('./support/strideNarrowMaps.ts', import.meta.url));
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--no-warnings', program, tensorflow?.addon ?? ''],
      {
        encoding: 'utf8',
        // Where the memory is spoiled the process may hang as well.
        timeout: 60_000,
        // glibc's own check of what is freed; where it is not installed the loader says so and goes on.
        env: { ...tensorflowVariables(tensorflow), LD_PRELOAD: 'libc_malloc_debug.so.0', MALLOC_CHECK_: '3' },
      },
    );
    expect({ status, signal, stderr: status === 0 ? '' : stderr }).toEqual({
      status: 0,
      signal: null,
      stderr: '',
    });
  },
);
