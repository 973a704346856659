import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { skipUnless } from '../support/skipUnless.ts';
import type { NetFinding } from './support/checkNets.ts';
import type { OpFinding } from './support/checkOps.ts';
import { findTensorflow, tensorflowVariables } from './support/tensorflowEnvironment.ts';

/** The fixtures were computed by TensorFlow's Python: see test/training/reference. */
const TOLERANCE = 1e-4;
const tensorflow = findTensorflow();

function compare(kind: 'tensorflow' | 'composite' | 'wasm'): { ops: OpFinding[]; nets: NetFinding[] } {
  const program = fileURLToPath(new URL('./support/compareWithReference.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--no-warnings', program, kind, tensorflow?.addon ?? ''], {
    encoding: 'utf8',
    env: tensorflowVariables(tensorflow),
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output.trim().split('\n').pop() ?? '') as { ops: OpFinding[]; nets: NetFinding[] };
}

function expectAgreement({ ops, nets }: { ops: OpFinding[]; nets: NetFinding[] }): void {
  const wrongOps = ops.filter(
    ({ differences, leaked }) => leaked !== 0 || Object.values(differences).some((d) => !(d < TOLERANCE)),
  );
  const wrongNets = nets.filter(
    ({ loss, weights, evaluated, leaked }) =>
      leaked !== 0 || !(Math.max(loss, weights, evaluated) < TOLERANCE),
  );
  expect(wrongOps).toEqual([]);
  expect(wrongNets).toEqual([]);
  expect(new Set(ops.map(({ kind }) => kind)).size).toBe(21);
  expect(ops.length).toBeGreaterThan(85);
  expect(nets.length).toBeGreaterThan(33);
}

describe('outputs, gradients, updated weights and moving statistics agree with TensorFlow in Python', () => {
  it('for every kind and block, with the fused operations', (context) => {
    skipUnless(context, tensorflow !== null, 'without TensorFlow');
    expectAgreement(compare('tensorflow'));
  });

  it('for every kind and block, with the composites', (context) => {
    skipUnless(context, tensorflow !== null, 'without TensorFlow');
    expectAgreement(compare('composite'));
  });

  it('for every kind and block, on wasm', () => {
    expectAgreement(compare('wasm'));
  });
});
