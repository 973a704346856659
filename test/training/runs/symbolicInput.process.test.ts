import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { writeIdxFolder } from '../support/dataFiles.ts';
import { anyExecution, launch, newRun, untilEnd } from '../support/launch.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const text = (input: string, dataset = 'digits', classes = 10): string => `
model: of any size
input: ${input}
layers:
  - conv: {filters: 8, stride: 2, norm: batch, activation: relu}
  - stage: {block: basic, filters: 8}
  - pool: global_average
  - dense: ${classes}
train: {dataset: ${dataset}, batch: 32, learning_rate: 0.05, seed: 4}
`;

function losses(run: string): [number, number][] {
  return readMetrics(run).flatMap((event) => (event.event === 'step' ? [[event.step, event.loss]] : []));
}

async function train(request: unknown, run: string): Promise<void> {
  const { messages } = await launch('train', request);
  expect(messages).toMatchObject([{ type: 'started', run }]);
  expect(await untilEnd(run, 60_000)).toMatchObject({ event: 'end', reason: 'finished' });
}

describe('a spec whose input has symbols', () => {
  it('trains, goes on and is evaluated at the size of its data, like one that names it', async () => {
    const folder = temporaryFolder();
    const [named, open] = [join(folder, 'named'), join(folder, 'open')];
    await train(newRun(text('[8, 8, 1]'), named, { steps: 6 }), named);
    await train(newRun(text('[H, W, 1]'), open, { steps: 4 }), open);
    await train({ ...anyExecution, type: 'resume', run: open, steps: 6, epochs: null }, open);
    expect(losses(open)).toHaveLength(6);
    expect(losses(open)).toEqual(losses(named));
    const figures = async (run: string): Promise<unknown> => {
      const checkpoint = 'step-00000006.safetensors';
      const { messages } = await launch('evaluate', { ...anyExecution, run, checkpoint });
      const [answer] = messages;
      return answer?.type === 'evaluated' ? { loss: answer.loss, accuracy: answer.accuracy } : answer;
    };
    expect(await figures(open)).toEqual(await figures(named));
  });

  it('that cannot be bound makes no folder', async () => {
    const folder = temporaryFolder();
    const path = writeIdxFolder(join(folder, 'data'), {});
    const dataset = `{type: idx, path: ${path}}`;
    const run = join(folder, 'run');
    const { messages, exitCode } = await launch('train', newRun(text('[N, 3, N]', dataset, 3), run));
    expect(exitCode).toBe(1);
    expect(messages).toMatchObject([{ type: 'error', code: 'data.mismatch' }]);
    expect(JSON.stringify(messages)).toContain('both 2 and 1');
    expect((await launch('evaluate', { ...anyExecution, run, checkpoint: null })).exitCode).toBe(2);
  });
});
