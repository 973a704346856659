import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { skipUnless } from '../support/skipUnless.ts';
import { exampleText, launch, newRun, untilEnd } from './support/launch.ts';
import { temporaryFolder } from './support/temporaryFolder.ts';
import { findTensorflow } from './support/tensorflowEnvironment.ts';

const DATA = '/usr/share/datasets/fashion-mnist';

/** Root in a container or a CI job of Debian; nobody else's machine is changed by a test. */
function mayInstall(): boolean {
  const isThrowaway =
    process.env['CI'] !== undefined || existsSync('/.dockerenv') || existsSync('/run/.containerenv');
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && isThrowaway;
}

/** Debian's package of the real data set; installed where this user may. */
beforeAll(() => {
  if (findTensorflow() === null || existsSync(DATA) || !mayInstall()) return;
  const install = ['install', '-y', 'dataset-fashion-mnist'];
  spawnSync('/usr/bin/apt-get', install, { stdio: 'ignore', timeout: 120_000 });
}, 150_000);

beforeEach((context) => {
  skipUnless(context, findTensorflow() !== null, 'without TensorFlow');
  skipUnless(context, existsSync(DATA), `without Fashion-MNIST (apt-get install dataset-fashion-mnist)`);
});

/** A narrow net without the example's wide first stage, so that an epoch takes a minute and not ten. */
const narrow = `
model: Fashion-MNIST in a minute
input: [28, 28, 1]
defaults:
  conv: {bias: false, norm: batch, activation: relu}
layers:
  - conv: {filters: 24, stride: 2}
  - stage: {block: basic, filters: 24}
  - stage: {block: basic, filters: 48, stride: 2}
  - pool: global_average
  - dense: 10
train:
  dataset: {type: idx, path: ${DATA}}
  batch: 64
  epochs: 1
  optimizer: {type: sgd, momentum: 0.9}
  learning_rate: {initial: 0.1, schedule: cosine}
  weight_decay: 0.0001
  normalize: per_pixel_mean
`;

describe('Fashion-MNIST from its real files', () => {
  it('passes 85 % in an epoch', { timeout: 600_000 }, async () => {
    const run = join(temporaryFolder(), 'run');
    const { messages } = await launch('train', newRun(narrow, run));
    expect(messages).toMatchObject([{ type: 'started' }]);
    const end = await untilEnd(run, 600_000);
    expect(end).toMatchObject({ event: 'end', reason: 'finished', step: 938 });
    expect((end as { accuracy: number }).accuracy).toBeGreaterThan(0.85);
  });

  it('is what the example trains on: the first steps of it run', async () => {
    const run = join(temporaryFolder(), 'run');
    const { messages } = await launch(
      'train',
      newRun(exampleText('fashion-mnist.resnet.yaml'), run, { steps: 2 }),
    );
    expect(messages).toMatchObject([{ type: 'started' }]);
    expect(await untilEnd(run, 240_000)).toMatchObject({ event: 'end', reason: 'finished', step: 2 });
  });
});
