import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findTensorflow, tensorflowVariables } from './support/tensorflowEnvironment.ts';
import type { ExampleFinding } from './support/trainExamples.ts';

const tensorflow = findTensorflow();

it.skipIf(tensorflow === null)('every example trains: all of it moves, and no tensor is left behind', () => {
  const program = fileURLToPath(new URL('./support/trainExamples.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--no-warnings', program, tensorflow?.addon ?? ''], {
    encoding: 'utf8',
    env: tensorflowVariables(tensorflow),
    maxBuffer: 1 << 26,
    timeout: 120_000,
  });
  const findings = JSON.parse(output.trim().split('\n').pop() ?? '') as ExampleFinding[];
  const examples = readdirSync(new URL('../../examples/', import.meta.url)).filter((name) =>
    name.endsWith('.resnet.yaml'),
  );
  expect(findings.map(({ name }) => `${name}.resnet.yaml`)).toEqual(examples);
  for (const { name, losses, unmoved, leaked } of findings) {
    expect({ name, isFinite: losses.every(Number.isFinite), unmoved, leaked }).toEqual({
      ...{ name, isFinite: true, unmoved: [], leaked: 0 },
    });
  }
});
