import { describe, expect, it } from 'vitest';
import { runsFolderOf } from '../../../src/extension/training/runsFolders.ts';
import {
  firstBackend,
  isLibraryMissing,
  NO_OVERRIDES,
  newRunRequest,
} from '../../../src/extension/training/trainRequest.ts';
import { trainRequestSchema } from '../../../src/protocol/launcher.ts';

const EXECUTION = {
  backend: 'auto',
  device: 'auto',
  threads: null,
  library: { path: null, python: null, storage: '/storage' },
} as const;

describe('the request for a new run', () => {
  const request = newRunRequest({
    text: 'layers: []',
    specPath: '/specs/resnet20-digits.resnet.yaml',
    variant: 'small',
    overrides: { ...NO_OVERRIDES, epochs: 2 },
    runsFolder: '',
    execution: EXECUTION,
    now: new Date('2026-03-04T05:06:07.890Z'),
  });

  it('is what the launcher takes', () => {
    expect(trainRequestSchema.parse(request)).toEqual(request);
  });

  it('sends the text as it stands in the editor, with the folder for relative paths', () => {
    expect(request).toMatchObject({
      text: 'layers: []',
      baseFolder: '/specs',
      variant: 'small',
      overrides: { epochs: 2 },
    });
  });

  it('puts the run beside the spec, its name sorting by time', () => {
    expect(request).toMatchObject({ out: '/specs/runs/resnet20-digits-20260304-050607' });
  });
});

it('keeps runs where the setting says', () => {
  expect(runsFolderOf('/specs/a.resnet.yaml', '../runs')).toBe('/runs');
  expect(runsFolderOf('/specs/a.resnet.yaml', '/data/runs')).toBe('/data/runs');
});

it('never takes the slow way without a question', () => {
  expect(firstBackend('auto')).toBe('tensorflow');
  expect(firstBackend('wasm')).toBe('wasm');
  expect(isLibraryMissing('library.missing')).toBe(true);
  expect(isLibraryMissing('spec.errors')).toBe(false);
});
