import { describe, expect, it } from 'vitest';
import { inspectBackends, type Probe } from '../../../src/training/commands/doctor.ts';
import { fakeLibraryHost, libraryIn } from '../support/fakeLibraryHost.ts';

const PROGRAM = '/product/dist/training.cjs';
const ADDON = `/product/dist/native/linux-${process.arch}/tfjs_binding.node`;
const sources = { path: '/tf', python: null, storage: null };

function inspect(files: readonly string[], tensorflow: () => { device: string; version: string }) {
  const probe: Probe = (backend) =>
    Promise.resolve().then(() => (backend === 'wasm' ? { device: 'CPU', version: '4' } : tensorflow()));
  return inspectBackends(sources, PROGRAM, fakeLibraryHost({ files }), probe);
}

const onCpu = (): { device: string; version: string } => ({ device: 'CPU', version: '2.18.1' });

describe('the doctor', () => {
  it('lists all backends in order of preference, with devices, and what is missing for a GPU', async () => {
    const { backends } = await inspect([...libraryIn('/tf'), ADDON], onCpu);
    expect(backends.map(({ name, works, fast }) => [name, works, fast])).toEqual([
      ['tensorflow', true, true],
      ['webgpu', false, true],
      ['wasm', true, false],
    ]);
    const [cpu, gpu] = backends[0]?.devices ?? [];
    expect(cpu).toMatchObject({ name: 'CPU', works: true, why: null });
    expect(gpu).toMatchObject({ name: 'GPU:0', works: false });
    expect(gpu?.why).toMatch(/driver/);
    expect(gpu?.whatToDo).toMatch(/Install/);
  });

  it('believes in a GPU only when TensorFlow uses it', async () => {
    const files = [
      ...libraryIn('/tf'),
      ADDON,
      '/usr/lib64/libcuda.so.1',
      '/nvidia/cuda_runtime/lib/libcudart.so.12',
    ];
    const used = await inspect(files, () => ({ device: 'GPU:0', version: '2.18.1' }));
    expect(used.backends[0]?.devices[1]).toMatchObject({ works: true, why: null });
    const unused = await inspect(files, onCpu);
    expect(unused.backends[0]?.devices[1]?.why).toMatch(/found no GPU/);
  });

  it.each([
    ['the library', [ADDON], /found nowhere/, /pip install tensorflow-cpu/],
    ['the addon', libraryIn('/tf'), /addon/, /npm start/],
  ])('says what to do where %s is missing', async (_, files, why, whatToDo) => {
    const { backends, librarySearch } = await inspect(files, onCpu);
    expect(backends[0]).toMatchObject({ works: false, devices: [] });
    expect(backends[0]?.why).toMatch(why);
    expect(backends[0]?.whatToDo).toMatch(whatToDo);
    expect(librarySearch[0]?.place).toBe('the setting');
  });

  it('gives the reason of a library that cannot be loaded', async () => {
    const { backends } = await inspect([...libraryIn('/tf'), ADDON], () => {
      throw new Error('undefined symbol: TF_NewStatus');
    });
    expect(backends[0]?.why).toMatch(/TF_NewStatus/);
    expect(backends[0]?.whatToDo).toMatch(/2\.15 to 2\.21/);
  });
});
