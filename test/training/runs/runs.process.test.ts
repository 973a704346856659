import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ControlAddress, ControlResponse } from '../../../src/protocol/trainingControl.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { onLines } from '../../../src/training/runs/onLines.ts';
import { readRunFile } from '../../../src/training/runs/runFileStore.ts';
import { lockFiles } from '../../../src/training/runs/runLock.ts';
import { skipUnless } from '../../support/skipUnless.ts';
import { idxFile, writeIdxFolder } from '../support/dataFiles.ts';
import {
  anyExecution,
  exampleText,
  type LaunchLimits,
  launch,
  newRun,
  spawnLauncher,
  untilEnd,
  untilEvent,
} from '../support/launch.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { findTensorflow } from '../support/tensorflowEnvironment.ts';

const hasTensorflow = findTensorflow() !== null;
const digits = exampleText('resnet20-digits.resnet.yaml');
/** Small enough for the slow backend; with dropout, so that something random is in it. */
const small = `
model: small
input: [8, 8, 1]
layers:
  - conv: {filters: 8, stride: 2, norm: batch, activation: relu}
  - flatten
  - dropout: 0.2
  - dense: 10
train:
  dataset: digits
  batch: 32
  learning_rate: {initial: 0.05, schedule: cosine}
  augment: [{pad_crop: 1}]
  checkpoint_every: 10
  evaluate_every: 15
  seed: 4
`;

async function start(
  request: ReturnType<typeof newRun>,
  limits: LaunchLimits = {},
): Promise<{ run: string; pid: number }> {
  const { messages, exitCode, errors } = await launch('train', request, limits);
  const [started] = messages;
  if (started?.type !== 'started') throw new Error(`it did not start: ${JSON.stringify(messages)} ${errors}`);
  expect(exitCode).toBe(0);
  return started;
}

const resume = (run: string) => ({
  ...anyExecution,
  type: 'resume' as const,
  run,
  steps: null,
  epochs: null,
});

function losses(run: string): [number, number, number][] {
  const steps = readMetrics(run).filter((event) => event.event === 'step');
  return steps.map(({ step, loss, accuracy }) => [step, loss, accuracy]);
}

const of = <K extends TrainingEvent['event']>(
  run: string,
  event: K,
): Extract<TrainingEvent, { event: K }>[] =>
  readMetrics(run).filter((found): found is Extract<TrainingEvent, { event: K }> => found.event === event);

/** A step of it takes half a minute or more on two cores. */
const slow = `
model: slow
input: [8, 8, 1]
layers:
  - conv: {filters: 384, norm: batch, activation: relu}
  - stage: {block: basic, filters: 384, repeat: 8}
  - pool: global_average
  - dense: 10
train: {dataset: digits, batch: 256, epochs: 3}
`;
/** Stopping takes up to two seconds; on a machine that does other things, too, five times that is given. */
const STOP_DEADLINE_MS = 10_000;

describe('a run', () => {
  it('learns the digits to 97 % in under two minutes, and is evaluated again', async (context) => {
    skipUnless(context, hasTensorflow, 'without TensorFlow');
    const { run } = await start(newRun(digits, join(temporaryFolder(), 'run')));
    const end = await untilEnd(run, 240_000);
    expect(end).toMatchObject({ event: 'end', reason: 'finished' });
    const { accuracy, seconds } = end as Extract<TrainingEvent, { event: 'end' }>;
    expect(accuracy).toBeGreaterThanOrEqual(0.97);
    expect(seconds).toBeLessThan(120);
    const best = Math.max(...of(run, 'evaluation').map((event) => event.accuracy));
    const { messages } = await launch('evaluate', { ...anyExecution, run, checkpoint: null });
    expect(messages).toMatchObject([{ type: 'evaluated', examples: 360, accuracy: best }]);
    expect(readRunFile(run)).toMatchObject({ state: 'finished', process: null, backend: 'tensorflow' });
    expect(of(run, 'start')).toMatchObject([{ trainable: 269_434, examples: { train: 1437, test: 360 } }]);
  });

  it.for(['tensorflow', 'wasm'] as const)(
    'that was killed goes on with the very losses of an unbroken one on %s',
    async (backend, context) => {
      skipUnless(context, hasTensorflow || backend === 'wasm', 'without TensorFlow');
      const folder = temporaryFolder();
      const whole = await start(newRun(small, join(folder, 'whole'), { steps: 60 }, { backend }));
      await untilEnd(whole.run, 60_000);
      const broken = await start(newRun(small, join(folder, 'broken'), { steps: 60 }, { backend }));
      await untilEvent(broken.run, (event) => event.event === 'step' && event.step >= 34, 60_000);
      process.kill(broken.pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(readRunFile(broken.run).state).toBe('running');
      const again = await launch('train', resume(broken.run));
      expect(again.messages).toMatchObject([{ type: 'started', run: broken.run }]);
      await untilEnd(broken.run, 60_000);
      expect(losses(broken.run)).toEqual(losses(whole.run));
      expect(losses(whole.run)).toHaveLength(60);
      const figures = (run: string) => of(run, 'evaluation').map(({ step, loss }) => [step, loss]);
      expect(figures(broken.run)).toEqual(figures(whole.run));
      const [, second] = of(broken.run, 'start');
      expect((second?.resumedAt ?? 0) % 10).toBe(0);
      expect(second?.resumedAt).toBeGreaterThanOrEqual(20);
      const last = (run: string) => readFileSync(join(run, 'checkpoints', 'step-00000060.safetensors'));
      const weights = (run: string) => last(run).subarray(8 + Number(last(run).readBigUInt64LE(0)));
      expect(weights(broken.run).equals(weights(whole.run))).toBe(true);
    },
  );

  it('stops within two seconds of SIGTERM and of `stop`, with a checkpoint of its last step, and goes on', async () => {
    const { run, pid } = await start(newRun(small, join(temporaryFolder(), 'run'), { epochs: 1000 }));
    await untilEvent(run, ({ event }) => event === 'step', 30_000);
    const asked = Date.now();
    process.kill(pid, 'SIGTERM');
    await untilEnd(run, 10_000);
    expect(Date.now() - asked).toBeLessThan(STOP_DEADLINE_MS);
    const [end] = of(run, 'end');
    expect(end).toMatchObject({ reason: 'stopped' });
    const checkpoint = join(run, 'checkpoints', `step-${String(end?.step).padStart(8, '0')}.safetensors`);
    expect(existsSync(checkpoint)).toBe(true);
    await launch('train', resume(run));
    await untilEvent(run, (event) => event.event === 'step' && event.step > (end?.step ?? 0), 30_000);
    expect((await launch('train', resume(run))).messages).toMatchObject([
      { type: 'error', code: 'run.running' },
    ]);
    const askedAgain = Date.now();
    const { messages } = await launch('stop', { run });
    expect(Date.now() - askedAgain).toBeLessThan(STOP_DEADLINE_MS);
    expect(messages).toEqual([{ type: 'stopped', run, running: true }]);
    expect(readRunFile(run)).toMatchObject({ state: 'stopped', process: null });
    expect((await launch('stop', { run })).messages).toEqual([{ type: 'stopped', run, running: false }]);
  });

  it.for([
    ['a long step', 'eager'],
    ['the recording of one', null],
  ] as const)('stops in the middle of %s, which it gives up', async ([, executor], context) => {
    skipUnless(context, hasTensorflow, 'without TensorFlow');
    const { run, pid } = await start(newRun(slow, join(temporaryFolder(), 'run'), {}, { executor }));
    // It tells of its start when all is prepared, that is when steps are recorded.
    if (executor === 'eager') await untilEvent(run, ({ event }) => event === 'start', 30_000);
    await new Promise((resolve) => setTimeout(resolve, executor === 'eager' ? 1000 : 5000));
    const asked = Date.now();
    process.kill(pid, 'SIGTERM');
    expect(await untilEnd(run, 60_000)).toMatchObject({ event: 'end', reason: 'stopped', step: 0 });
    expect(Date.now() - asked).toBeLessThan(STOP_DEADLINE_MS);
  });

  it('that diverges says so, and keeps its last good checkpoint', async () => {
    // The rate is good for three steps and absurd from the fourth on.
    const rate = '{initial: 0.05, schedule: [{at: 4, factor: 2e31}]}';
    const text = small
      .replace('{initial: 0.05, schedule: cosine}', rate)
      .replace('checkpoint_every: 10', 'checkpoint_every: 1')
      .replace('evaluate_every: 15', 'evaluate_every: 1');
    const { run } = await start(newRun(text, join(temporaryFolder(), 'run'), { steps: 60 }));
    expect(await untilEnd(run, 30_000)).toMatchObject({ event: 'end', reason: 'diverged' });
    expect(readRunFile(run).state).toBe('diverged');
    expect(readFileSync(join(run, 'metrics.ndjson'), 'utf8')).not.toContain('null,');
    for (const { loss } of [...of(run, 'step'), ...of(run, 'evaluation')])
      expect(Number.isFinite(loss)).toBe(true);
    expect(new CheckpointStore(run).newest()?.progress).toMatchObject({
      step: 3,
      lastEvaluation: { step: 3 },
    });
    const best = Math.max(...of(run, 'evaluation').map(({ accuracy }) => accuracy));
    const { messages } = await launch('evaluate', { ...anyExecution, run, checkpoint: null });
    expect(messages).toMatchObject([{ type: 'evaluated', accuracy: best }]);
    expect((await launch('train', resume(run))).messages).toMatchObject([
      { type: 'error', code: 'run.finished', exitCode: 2 },
    ]);
  });

  it('is had by one process where two go on with it at once', async () => {
    const { run } = await start(newRun(small, join(temporaryFolder(), 'run'), { steps: 3 }));
    await untilEnd(run, 30_000);
    const onward = { ...resume(run), epochs: 1000 };
    const both = await Promise.all([launch('train', onward), launch('train', onward)]);
    const answers = both.map(({ messages: [first] }) => (first?.type === 'error' ? first.code : first?.type));
    expect(answers.sort()).toEqual(['run.running', 'started']);
    const { pid } = readRunFile(run).process ?? { pid: 0 };
    process.kill(pid, 'SIGSTOP');
    const [refused] = (await launch('train', onward)).messages;
    process.kill(pid, 'SIGCONT');
    expect(refused).toMatchObject({ type: 'error', code: 'run.running' });
    await launch('stop', { run });
  });

  it.runIf(process.platform !== 'win32')(
    'tells over its socket that it can write no more, and leaves no cut line',
    async () => {
      const out = join(temporaryFolder(), 'run');
      // No file of it may have more than 20 KB, which its metrics have after about a hundred steps.
      const { run } = await start(newRun(small, out, { epochs: 1000 }), { largestFileKilobytes: 20 });
      const { process: worker } = readRunFile(run);
      if (worker === null) throw new Error('it is not running');
      const last = await lastEventOver(worker.control);
      expect(last).toMatchObject({ event: 'error', code: 'disk.failed', exitCode: 2 });
      expect(JSON.stringify(last)).toContain(join(run, 'metrics.ndjson'));
      const lines = readFileSync(join(run, 'metrics.ndjson'), 'utf8').split('\n');
      expect(lines.pop()).toBe('');
      expect(lines).toHaveLength(readMetrics(run).length);
    },
  );

  it('on the slow backend says so plainly', async () => {
    const { run } = await start(
      newRun(small, join(temporaryFolder(), 'run'), { steps: 2 }, { backend: 'wasm' }),
    );
    await untilEnd(run, 30_000);
    expect(of(run, 'notice')).toMatchObject([{ code: 'backend.slow' }]);
    expect(of(run, 'notice')[0]?.message).toMatch(/slow fallback/);
  });
});

/** The last event that a run sends to a subscriber before it closes the connection. */
function lastEventOver({ path, token }: ControlAddress): Promise<TrainingEvent | null> {
  return new Promise((resolve) => {
    let last: TrainingEvent | null = null;
    const socket = connect(path, () => {
      socket.write(`${JSON.stringify({ type: 'subscribe', token, after: 0 })}\n`);
    });
    onLines(socket, (line) => {
      const response = JSON.parse(line) as ControlResponse;
      if (response.type === 'event') last = response.event;
    });
    socket.on('close', () => {
      resolve(last);
    });
  });
}

describe('the launcher', () => {
  it('refuses a spec with mistakes before it makes a folder', async () => {
    const out = join(temporaryFolder(), 'run');
    const { messages, exitCode } = await launch(
      'train',
      newRun(small.replace('dense: 10', 'dense: ten'), out),
    );
    expect(exitCode).toBe(1);
    expect(messages).toMatchObject([{ type: 'error', code: 'spec.errors', exitCode: 1 }]);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses damaged data before it makes a folder, with file, place, expected and found', async () => {
    const folder = temporaryFolder();
    writeIdxFolder(join(folder, 'data'), { 't10k-labels-idx1-ubyte': idxFile([1], [9]) });
    const text = small
      .replace('dataset: digits', 'dataset: {type: idx, path: data}')
      .replace('[8, 8, 1]', '[2, 2, 1]');
    const out = join(folder, 'run');
    const { messages } = await launch('train', newRun(text, out, {}, { baseFolder: folder }));
    expect(messages).toMatchObject([{ type: 'error', code: 'data.damaged', exitCode: 1 }]);
    expect(JSON.stringify(messages)).toMatch(/t10k-labels-idx1-ubyte: .*0 to 2 at byte 8, found 9/);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a net that does not fit the data before it makes a folder', async () => {
    const out = join(temporaryFolder(), 'run');
    const { messages } = await launch('train', newRun(small.replace('dense: 10', 'dense: 7'), out));
    expect(messages).toMatchObject([{ type: 'error', code: 'data.mismatch' }]);
    expect(existsSync(out)).toBe(false);
  });

  it('that is killed before it has told of a run leaves nobody training', async () => {
    const run = join(temporaryFolder(), 'run');
    const launcher = spawnLauncher('train', newRun(small, run, { epochs: 1000 }));
    while (!existsSync(join(run, 'worker.log'))) await new Promise((resolve) => setTimeout(resolve, 2));
    launcher.kill('SIGKILL');
    const deadline = Date.now() + 30_000;
    while (lockFiles(run).some(({ isAlive }) => isAlive) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(lockFiles(run).filter(({ isAlive }) => isAlive)).toEqual([]);
    // What is left can be taken up again.
    expect((await launch('train', resume(run))).messages).toMatchObject([{ type: 'started' }]);
    await launch('stop', { run });
  });

  it('takes the folder of a run that never made a step for the mended spec', async () => {
    const out = join(temporaryFolder(), 'run');
    const request = newRun(small, out, { steps: 2 });
    const child = await start(newRun(small, out, { epochs: 1000 }));
    process.kill(child.pid, 'SIGKILL');
    writeFileSync(join(out, 'metrics.ndjson'), '');
    rmSync(join(out, 'checkpoints'), { recursive: true });
    await start(request);
    expect(await untilEnd(out, 30_000)).toMatchObject({ event: 'end', reason: 'finished', step: 2 });
    expect((await launch('train', request)).messages).toMatchObject([{ code: 'run.exists' }]);
  });

  it('refuses a folder that holds something', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'mine.txt'), '');
    const { messages, exitCode } = await launch('train', newRun(small, out));
    expect(exitCode).toBe(2);
    expect(messages).toMatchObject([{ code: 'run.exists' }]);
  });

  it('ends with exit code 3 where a GPU is asked for and there is none', async () => {
    const request = newRun(small, join(temporaryFolder(), 'run'), {}, { device: 'gpu', backend: 'wasm' });
    const { messages, exitCode } = await launch('train', request);
    expect(exitCode).toBe(3);
    expect(messages).toMatchObject([{ type: 'error', code: 'device.no-gpu', exitCode: 3 }]);
  });

  it('says what works here', async () => {
    const { messages } = await launch('doctor', { library: anyExecution.library });
    const [report] = messages;
    if (report?.type !== 'doctor') throw new Error('no report');
    expect(report.backends.map(({ name, works }) => [name, works])).toEqual([
      ['tensorflow', hasTensorflow],
      ['webgpu', false],
      ['wasm', true],
    ]);
    for (const { works, why, whatToDo } of report.backends) {
      expect(why === null).toBe(works);
      expect(whatToDo === null).toBe(works);
    }
  });

  it('gives the reason of a library that cannot be loaded', async () => {
    const folder = temporaryFolder();
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'])
      writeFileSync(join(folder, name), 'no');
    const { messages } = await launch('doctor', { library: { ...anyExecution.library, path: folder } });
    const [report] = messages;
    const tensorflow = report?.type === 'doctor' ? report.backends[0] : undefined;
    expect(tensorflow).toMatchObject({ works: false, library: folder });
    if (hasTensorflow) expect(tensorflow?.why).toMatch(/TensorFlow cannot be loaded/);
  });

  it('answers nonsense with how to use it', async () => {
    expect(await launch('train', { type: 'new' })).toMatchObject({
      exitCode: 2,
      messages: [{ code: 'usage' }],
    });
    expect(await launch('dance', {})).toMatchObject({ exitCode: 2, messages: [{ code: 'usage' }] });
  });
});
