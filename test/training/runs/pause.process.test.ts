import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ControlStatus } from '../../../src/protocol/trainingControl.ts';
import { CheckpointStore } from '../../../src/training/runs/checkpointStore.ts';
import { askRun } from '../../../src/training/runs/controlClient.ts';
import { readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { readRunFile } from '../../../src/training/runs/runFileStore.ts';
import { skipUnless } from '../../support/skipUnless.ts';
import { launch, newRun, untilEnd, untilEvent } from '../support/launch.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { findTensorflow } from '../support/tensorflowEnvironment.ts';

const hasTensorflow = findTensorflow() !== null;
/** The goal is two seconds; a deadline in a test is five times the goal. */
const PAUSE_DEADLINE_MS = 10_000;

const quick = `
model: quick
input: [8, 8, 1]
layers: [{conv: {filters: 8, norm: batch, activation: relu}}, flatten, {dropout: 0.2}, {dense: 10}]
train: {dataset: digits, batch: 32, seed: 4, checkpoint_every: 1000, evaluate_every: 1000}
`;
/** A step of it takes half a minute or more on two cores, its preparation and an evaluation as well. */
const slow = `
model: slow
input: [8, 8, 1]
layers:
  - conv: {filters: 384, norm: batch, activation: relu}
  - stage: {block: basic, filters: 384, repeat: 8}
  - pool: global_average
  - dense: 10
train: {dataset: digits, batch: BATCH, epochs: 3, evaluate_every: 1}
`;

async function start(request: ReturnType<typeof newRun>): Promise<{ run: string; pid: number }> {
  const { messages, errors } = await launch('train', request);
  const [started] = messages;
  if (started?.type !== 'started') throw new Error(`it did not start: ${JSON.stringify(messages)} ${errors}`);
  return started;
}

async function ask(run: string, type: 'status' | 'pause' | 'continue'): Promise<ControlStatus> {
  const { process: worker } = readRunFile(run);
  const answer = worker === null ? null : await askRun(worker.control, type, 5000);
  if (answer?.type !== 'status') throw new Error(`no status: ${JSON.stringify(answer)}`);
  return answer;
}

async function until(run: string, state: ControlStatus['state'], timeoutMs: number): Promise<ControlStatus> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await ask(run, 'status');
    if (status.state === state) return status;
    if (Date.now() > deadline) throw new Error(`it is ${status.state}, not ${state}`);
    await delay(20);
  }
}

/** Clock ticks, of which a second has a hundred, that the process has computed. */
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

const lossesOf = (run: string): [number, number][] =>
  readMetrics(run).flatMap((event) => (event.event === 'step' ? [[event.step, event.loss]] : []));

describe('a pause', () => {
  it('uses no processor, keeps what the run has, and changes none of its numbers or times', async () => {
    const folder = temporaryFolder();
    const whole = await start(newRun(quick, join(folder, 'whole'), { steps: 400 }));
    await untilEnd(whole.run, 60_000);
    const { run, pid } = await start(newRun(quick, join(folder, 'paused'), { steps: 400 }));
    await untilEvent(run, ({ event }) => event === 'step', 30_000);
    expect((await ask(run, 'pause')).state).toMatch(/^paus/);
    await until(run, 'paused', PAUSE_DEADLINE_MS);
    expect(readRunFile(run)).toMatchObject({ state: 'paused', process: { pid } });
    const [steps, ticks] = [lossesOf(run).length, ticksOf(pid)];
    expect(new CheckpointStore(run).newest()?.progress.step).toBe(steps);
    await delay(3000);
    expect(lossesOf(run)).toHaveLength(steps);
    // Whoever asks takes a tick or two himself.
    expect(ticksOf(pid) - ticks).toBeLessThan(15);
    expect((await ask(run, 'continue')).state).toBe('training');
    expect(await untilEnd(run, 60_000)).toMatchObject({ event: 'end', reason: 'finished', step: 400 });
    expect(lossesOf(run)).toEqual(lossesOf(whole.run));
    const times = readMetrics(run).flatMap((event) => (event.event === 'step' ? [event.seconds] : []));
    const gaps = times.map((seconds, i) => seconds - (times[i - 1] ?? seconds));
    expect(Math.max(...gaps)).toBeLessThan(2.5);
  });

  it('ends by a stop, with nothing lost', async () => {
    const { run, pid } = await start(newRun(quick, join(temporaryFolder(), 'run'), { epochs: 1000 }));
    await untilEvent(run, ({ event }) => event === 'step', 30_000);
    await ask(run, 'pause');
    await until(run, 'paused', PAUSE_DEADLINE_MS);
    const made = lossesOf(run).length;
    process.kill(pid, 'SIGTERM');
    expect(await untilEnd(run, 10_000)).toMatchObject({ event: 'end', reason: 'stopped', step: made });
    expect(readRunFile(run)).toMatchObject({ state: 'stopped', process: null });
  });

  it.for([
    ['the preparation of the graph', 'preparing', null, 256],
    ['a long step', 'training', 'eager', 256],
    ['an evaluation', 'evaluating', 'eager', 1],
  ] as const)('is honoured soon during %s', async ([, state, executor, batch], context) => {
    skipUnless(context, hasTensorflow, 'without TensorFlow');
    const text = slow.replace('BATCH', String(batch));
    const { run, pid } = await start(newRun(text, join(temporaryFolder(), 'run'), {}, { executor }));
    await until(run, state, 60_000);
    // In the middle of it.
    await delay(state === 'preparing' ? 5000 : 500);
    expect((await ask(run, 'pause')).state).toBe('pausing');
    await until(run, 'paused', PAUSE_DEADLINE_MS);
    const ticks = ticksOf(pid);
    await delay(1000);
    expect(ticksOf(pid) - ticks).toBeLessThan(15);
    expect((await ask(run, 'continue')).state).toBe(state);
    process.kill(pid, 'SIGTERM');
    expect(await untilEnd(run, 60_000)).toMatchObject({ event: 'end', reason: 'stopped' });
  });
});
