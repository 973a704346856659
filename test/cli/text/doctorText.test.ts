import { expect, it } from 'vitest';
import { doctorText } from '../../../src/cli/text/doctorText.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';

it('says for each backend and device whether it works, and for the others why not and what to do', () => {
  const text = doctorText(
    {
      type: 'doctor',
      version: 1,
      node: 'v24.1.0',
      platform: 'linux x64',
      processors: 2,
      memoryBytes: 8e9,
      backends: [
        {
          name: 'tensorflow',
          works: true,
          fast: true,
          version: '2.18.1',
          library: '/lib',
          devices: [
            { name: 'CPU', works: true, description: 'all processors', why: null, whatToDo: null },
            {
              name: 'GPU:0',
              works: false,
              description: 'CUDA',
              why: 'There is no driver.',
              whatToDo: 'Install it.',
            },
          ],
          why: null,
          whatToDo: null,
        },
        {
          name: 'webgpu',
          works: false,
          fast: false,
          version: null,
          library: null,
          devices: [],
          why: 'It is not there yet.',
          whatToDo: 'Use the tensorflow backend.',
        },
      ],
      librarySearch: [
        { place: 'the setting', found: false, detail: 'not set' },
        { place: 'the cache', found: true, detail: '/lib' },
      ],
    },
    chooseStyle(false, {}),
  );
  expect(text.split('\n')).toEqual([
    'Node 24.1.0 on linux x64, 2 processors, 8.0 GB of memory',
    '',
    '  yes tensorflow 2.18.1',
    '        yes CPU (all processors)',
    '         no GPU:0 (CUDA)',
    '            There is no driver.',
    '            To do: Install it.',
    '',
    '   no webgpu',
    '      It is not there yet.',
    '      To do: Use the tensorflow backend.',
    '',
    "Where TensorFlow's library was looked for (the first place that has it is taken):",
    '   no the setting: not set',
    '  yes the cache: /lib',
    '',
  ]);
});
