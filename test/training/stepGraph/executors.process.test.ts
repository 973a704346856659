import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { skipUnless } from '../../support/skipUnless.ts';
import type { ExecutorFinding } from '../support/compareExecutors.ts';
import { findTensorflow, tensorflowVariables } from '../support/tensorflowEnvironment.ts';

const tensorflow = findTensorflow();

it('steps as graphs are those operation by operation, for every kind, block and optimizer', (context) => {
  skipUnless(context, tensorflow !== null, 'without TensorFlow');
  const program = fileURLToPath(new URL('../support/compareExecutors.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--no-warnings', program, tensorflow?.addon ?? ''], {
    encoding: 'utf8',
    env: tensorflowVariables(tensorflow),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const findings = JSON.parse(output.trim().split('\n').pop() ?? '') as ExecutorFinding[];
  expect(findings.length).toBeGreaterThan(35);
  // Sums come out in another order where TensorFlow joins operations; Adam divides by what is almost 0.
  const wrong = findings.filter(
    ({ loss, state, evaluated, leaked, isRepeatable }) =>
      !(loss < 1e-5 && state < 1e-3 && evaluated < 1e-5) || leaked !== 0 || !isRepeatable,
  );
  expect(wrong).toEqual([]);
});
