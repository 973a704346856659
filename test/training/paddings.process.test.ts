import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findTensorflow, tensorflowVariables } from './support/tensorflowEnvironment.ts';

const tensorflow = findTensorflow();

it.skipIf(tensorflow === null)('a convolution pads as told, on each side, forward and back', () => {
  if (tensorflow === null) return;
  const program = fileURLToPath(new URL('./support/comparePaddings.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--no-warnings', program, tensorflow.addon], {
    encoding: 'utf8',
    env: tensorflowVariables(tensorflow),
    maxBuffer: 1 << 26,
  });
  const cases = JSON.parse(output.trim().split('\n').pop() ?? '') as { name: string; difference: number }[];
  expect(cases).toHaveLength(648);
  // Sums of up to 4 · 4 · 2 products of single precision.
  expect(cases.filter(({ difference }) => !(difference < 1e-4))).toEqual([]);
});
