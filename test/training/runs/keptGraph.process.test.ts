import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { readRunFile } from '../../../src/training/runs/runFileStore.ts';
import { skipUnless } from '../../support/skipUnless.ts';
import { launch, newRun, untilEnd } from '../support/launch.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { findTensorflow } from '../support/tensorflowEnvironment.ts';

/** No batch of it divides the digits, so the last one of an epoch is smaller. */
const spec = `
model: small
input: [8, 8, 1]
layers:
  - conv: {filters: 8, norm: batch, activation: relu}
  - stage: {block: basic, filters: 8, repeat: 2}
  - pool: global_average
  - dense: 10
train: {dataset: digits, batch: 300, epochs: 2, seed: 4}
`;

afterEach(() => {
  vi.unstubAllEnvs();
});

async function trained(text: string): Promise<string> {
  const request = newRun(text, join(temporaryFolder(), 'run'));
  const { messages } = await launch('train', request);
  const [started] = messages;
  if (started?.type !== 'started') throw new Error(`it did not start: ${JSON.stringify(messages)}`);
  expect(await untilEnd(started.run, 120_000)).toMatchObject({ event: 'end', reason: 'finished' });
  expect(readRunFile(started.run).executor).toBe('graph');
  return started.run;
}

/** All that a run computed: losses of whole and smaller batches, and of the test set. */
function figuresOf(run: string): unknown[] {
  return readMetrics(run).flatMap((event) => {
    if (event.event === 'step') return [[event.step, event.loss, event.accuracy]];
    return event.event === 'evaluation' ? [['test', event.loss, event.accuracy]] : [];
  });
}

it('a second run of a spec takes the graph that the first one recorded, for every batch, and computes the same', async (context) => {
  skipUnless(context, findTensorflow() !== null, 'without TensorFlow');
  const cache = temporaryFolder();
  vi.stubEnv('XDG_CACHE_HOME', cache);
  const graphs = join(cache, 'resnet-designer', 'graphs');
  const first = await trained(spec);
  const kept = readdirSync(graphs);
  expect(kept).toHaveLength(1);
  const file = join(graphs, kept[0] ?? '', 'saved_model.pb');
  const { ino, mtimeMs } = statSync(file);
  const second = await trained(spec);
  expect(readdirSync(graphs)).toEqual(kept);
  expect(statSync(file)).toMatchObject({ ino, mtimeMs });
  expect(figuresOf(second)).toEqual(figuresOf(first));
  expect(figuresOf(first).filter((figures) => JSON.stringify(figures).startsWith('["test"'))).toHaveLength(2);
  // Another decay is another graph.
  await trained(spec.replace('seed: 4', 'seed: 4, weight_decay: 0.01'));
  expect(readdirSync(graphs)).toHaveLength(2);
});
