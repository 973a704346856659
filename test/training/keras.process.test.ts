import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { skipUnless } from '../support/skipUnless.ts';
import type { KerasFinding } from './support/compareWithKeras.ts';
import { findTensorflow, tensorflowVariables } from './support/tensorflowEnvironment.ts';

const tensorflow = findTensorflow();

it('twenty steps from the same weights with the same batches are those of Keras', (context) => {
  skipUnless(context, tensorflow !== null, 'without TensorFlow');
  const program = fileURLToPath(new URL('./support/compareWithKeras.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--no-warnings', program, tensorflow?.addon ?? ''], {
    encoding: 'utf8',
    env: tensorflowVariables(tensorflow),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const findings = JSON.parse(output.trim().split('\n').pop() ?? '') as KerasFinding[];
  expect(findings.map(({ name, executor }) => `${name}, ${executor}`)).toHaveLength(10);
  // A variance that is moved biased, or a decay of the norms, too, is more than this.
  const wrong = findings.filter(({ loss, weights }) => !(loss < 1e-4 && weights < 3e-4));
  expect(wrong).toEqual([]);
});
