import { describe, expect, it } from 'vitest';
import { chooseBackend } from '../../../src/training/library/chooseBackend.ts';
import { fakeLibraryHost, libraryIn } from '../support/fakeLibraryHost.ts';

const PROGRAM = '/product/dist/training.cjs';
const ADDON = '/product/dist/native/linux-x64/tfjs_binding.node';
const library = { path: '/tf', python: null, storage: null };
const complete = [...libraryIn('/tf'), ADDON];

function choose(
  files: readonly string[],
  backend: 'auto' | 'tensorflow' | 'webgpu' | 'wasm',
  device: 'auto' | 'gpu' | 'cpu' = 'auto',
): ReturnType<typeof chooseBackend> {
  return chooseBackend({ backend, device, library }, PROGRAM, 'x64', fakeLibraryHost({ files }));
}

describe('the choice of a backend', () => {
  it('is TensorFlow where the library and the addon are there', () => {
    expect(choose(complete, 'auto')).toEqual({
      choice: { backend: 'tensorflow', device: 'auto', addon: ADDON, notice: null },
      library: '/tf',
    });
  });

  it('falls back to wasm and says so, why, and what to do', () => {
    const { choice, library: folder } = choose([ADDON], 'auto');
    expect(choice.backend).toBe('wasm');
    expect(folder).toBeNull();
    expect(choice.notice).toMatch(/slow fallback.*library was not found.*pip install tensorflow-cpu/);
    expect(choose(libraryIn('/tf'), 'auto').choice.notice).toMatch(/addon is not built for linux x64/);
  });

  it.each([
    [
      'TensorFlow is asked for and missing',
      [ADDON],
      'tensorflow',
      'auto',
      'backend.unavailable',
      /not found/,
    ],
    ['webgpu is asked for', complete, 'webgpu', 'auto', 'backend.unavailable', /does not exist yet/],
    ['a GPU is asked for without a driver', complete, 'auto', 'gpu', 'device.no-gpu', /no NVIDIA driver/],
    ['a GPU is asked for without TensorFlow', [ADDON], 'auto', 'gpu', 'device.no-gpu', /not found/],
    ['a GPU is asked for on wasm', complete, 'wasm', 'gpu', 'device.no-gpu', /no GPU/],
  ] as const)('ends with exit code 3 where %s', (_, files, backend, device, code, said) => {
    expect(() => choose(files, backend, device)).toThrow(said);
    expect(() => choose(files, backend, device)).toThrow(expect.objectContaining({ code, exitCode: 3 }));
  });

  it('takes the GPU where driver and CUDA are there', () => {
    const gpu = ['/usr/lib64/libcuda.so.1', '/nvidia/cuda_runtime/lib/libcudart.so.12'];
    expect(choose([...complete, ...gpu], 'auto', 'gpu').choice.device).toBe('gpu');
  });
});
