import { expect, it } from 'vitest';
import { doctorMarkdown } from '../../../src/extension/training/doctorMarkdown.ts';
import type { DoctorReport } from '../../../src/protocol/launcher.ts';
import { english } from '../../support/english.ts';

const REPORT: DoctorReport = {
  type: 'doctor',
  version: 1,
  node: 'v22.0.0',
  platform: 'linux x64',
  processors: 2,
  memoryBytes: 8 * 2 ** 30,
  backends: [
    {
      name: 'tensorflow',
      works: false,
      fast: true,
      version: null,
      library: null,
      devices: [],
      why: 'There is no library.',
      whatToDo: 'Fetch it.',
    },
    {
      name: 'wasm',
      works: true,
      fast: false,
      version: '4.22.0',
      library: null,
      devices: [{ name: 'CPU', works: true, description: 'One thread', why: null, whatToDo: null }],
      why: null,
      whatToDo: null,
    },
  ],
  librarySearch: [{ place: 'the setting', found: false, detail: 'nothing there' }],
};

it('says for each backend whether it works, why not, and what to do', () => {
  const lines = doctorMarkdown(REPORT, english).split('\n');
  expect(lines).toContain('linux x64, 2 processors, 8.0 GiB of memory, Node v22.0.0');
  expect(lines).toEqual(
    expect.arrayContaining([
      '## ✗ tensorflow',
      'There is no library.',
      '**What to do:** Fetch it.',
      '## ✓ wasm 4.22.0 (slow)',
      '- ✓ CPU One thread',
      '- ✗ the setting: nothing there',
    ]),
  );
});
