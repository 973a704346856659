import { describe, expect, it } from 'vitest';
import { findAddon } from '../../../src/training/library/findAddon.ts';
import { findGpu } from '../../../src/training/library/findGpu.ts';
import { findLibrary } from '../../../src/training/library/findLibrary.ts';
import { fakeLibraryHost, libraryIn } from '../support/fakeLibraryHost.ts';

const PROGRAM = '/product/dist/training.cjs';
const NOWHERE = { path: null, python: null, storage: null };

describe("where TensorFlow's library is looked for", () => {
  it("takes the variable first, then the setting, Python's packages, the editor's copy, the checkout's", () => {
    const files = [
      ...libraryIn('/variable'),
      ...libraryIn('/setting'),
      ...libraryIn('/env/lib/python3.12/site-packages/tensorflow'),
      ...libraryIn('/storage/tensorflow-2.18.1'),
      ...libraryIn('/product/.cache/tensorflow/2.18.1/lib'),
    ];
    const sources = { path: '/setting', python: null, storage: '/storage' };
    const env = { RESNET_TENSORFLOW_LIBRARY: '/variable', VIRTUAL_ENV: '/env' };
    const found = [];
    for (let left = files; ; ) {
      const { folder } = findLibrary(sources, PROGRAM, fakeLibraryHost({ files: left, env }));
      if (folder === null) break;
      found.push(folder);
      left = left.filter((file) => !file.startsWith(`${folder}/`));
    }
    expect(found).toEqual([
      '/variable',
      '/setting',
      '/env/lib/python3.12/site-packages/tensorflow',
      '/storage/tensorflow-2.18.1',
      '/product/.cache/tensorflow/2.18.1/lib',
    ]);
  });

  it('asks the python that the editor names where its packages lie, without importing TensorFlow', () => {
    const host = fakeLibraryHost({
      files: libraryIn('/opt/site/tensorflow'),
      output: (program, args) =>
        program === '/opt/bin/python3' && !args.join().includes('tensorflow')
          ? '/opt/plat\n/opt/site\n'
          : null,
    });
    const { folder } = findLibrary({ ...NOWHERE, python: '/opt/bin/python3' }, PROGRAM, host);
    expect(folder).toBe('/opt/site/tensorflow');
  });

  it('takes an environment or its python for the setting as well', () => {
    const files = libraryIn('/venv/lib/python3.11/site-packages/tensorflow');
    const byFolder = findLibrary({ ...NOWHERE, path: '/venv' }, PROGRAM, fakeLibraryHost({ files }));
    expect(byFolder.folder).toBe('/venv/lib/python3.11/site-packages/tensorflow');
    const output = (): string => '/venv/lib/python3.11/site-packages\n';
    const byPython = findLibrary(
      { ...NOWHERE, path: '/venv/bin/python' },
      PROGRAM,
      fakeLibraryHost({ files, output }),
    );
    expect(byPython.folder).toBe('/venv/lib/python3.11/site-packages/tensorflow');
  });

  it('prefers the newest own copy, and one that is whole', () => {
    const files = [
      ...libraryIn('/s/tensorflow-2.9.1'),
      ...libraryIn('/s/tensorflow-2.18.1'),
      '/s/tensorflow-2.21.0/libtensorflow_cc.so.2',
    ];
    const { folder } = findLibrary({ ...NOWHERE, storage: '/s' }, PROGRAM, fakeLibraryHost({ files }));
    expect(folder).toBe('/s/tensorflow-2.18.1');
  });

  it('says of every place what was there', () => {
    const { folder, searched } = findLibrary({ ...NOWHERE, path: '/gone' }, PROGRAM, fakeLibraryHost({}));
    expect(folder).toBeNull();
    expect(searched.map(({ place, found, detail }) => [found, `${place}: ${detail}`])).toEqual([
      [false, 'the setting: no libtensorflow_cc.so.2 in /gone or /gone/tensorflow'],
      [false, 'the packages of python3: there is no such Python'],
      [false, 'what a checkout fetched: this is no checkout, or it has fetched nothing'],
    ]);
  });
});

describe('the addon', () => {
  it('lies beside the program as shipped, or in the cache of a checkout, or where the variable says', () => {
    const shipped = '/product/dist/native/linux-x64/tfjs_binding.node';
    const cached = '/product/.cache/addon/abc/tfjs_binding.node';
    expect(findAddon(PROGRAM, 'x64', fakeLibraryHost({ files: [shipped, cached] }))).toBe(shipped);
    expect(findAddon(PROGRAM, 'x64', fakeLibraryHost({ files: [cached] }))).toBe(cached);
    expect(findAddon(PROGRAM, 'x64', fakeLibraryHost({}))).toBeNull();
    const env = { RESNET_TENSORFLOW_ADDON: '/my.node' };
    expect(findAddon(PROGRAM, 'x64', fakeLibraryHost({ files: [shipped], env }))).toBe('/my.node');
  });
});

describe('a GPU', () => {
  const driver = '/usr/lib/x86_64-linux-gnu/libcuda.so.1';
  const wheels = '/site/nvidia/cuda_runtime/lib/libcudart.so.12';

  it('wants the driver and the CUDA wheels beside TensorFlow', () => {
    const gpu = findGpu('/site/tensorflow', fakeLibraryHost({ files: [driver, wheels] }));
    expect(gpu).toMatchObject({ usable: true, why: null, whatToDo: null });
    expect(gpu.description).toContain('/site/nvidia');
  });

  it.each([
    ['no driver', [wheels], '/site/tensorflow', /no NVIDIA driver/, /Install the NVIDIA driver/],
    ['no CUDA', [driver], '/site/tensorflow', /no CUDA 12 libraries/, /tensorflow\[and-cuda\]/],
    ['no TensorFlow', [driver, wheels], null, /TensorFlow itself/, /tensorflow\[and-cuda\]/],
  ])('says what is missing: %s', (_, files, library, why, whatToDo) => {
    const gpu = findGpu(library, fakeLibraryHost({ files }));
    expect(gpu.usable).toBe(false);
    expect(gpu.why).toMatch(why);
    expect(gpu.whatToDo).toMatch(whatToDo);
  });

  it('is found through WSL and LD_LIBRARY_PATH, and nowhere on a Mac', () => {
    const wsl = fakeLibraryHost({
      files: ['/usr/lib/wsl/lib/libcuda.so.1', '/usr/local/cuda/lib64/libcudart.so.12'],
    });
    expect(findGpu('/site/tensorflow', wsl).usable).toBe(true);
    const own = fakeLibraryHost({
      files: ['/own/libcuda.so.1', '/own/libcudart.so.12'],
      env: { LD_LIBRARY_PATH: '/other:/own' },
    });
    expect(findGpu('/site/tensorflow', own).usable).toBe(true);
    const mac = fakeLibraryHost({ files: [driver, wheels], platform: 'darwin' });
    expect(findGpu('/site/tensorflow', mac).why).toMatch(/darwin/);
  });
});
