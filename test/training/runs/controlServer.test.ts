import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ControlAddress, ControlResponse } from '../../../src/protocol/trainingControl.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { newControlAddress } from '../../../src/training/runs/controlAddress.ts';
import { askRun } from '../../../src/training/runs/controlClient.ts';
import { ControlServer } from '../../../src/training/runs/controlServer.ts';
import { onLines } from '../../../src/training/runs/onLines.ts';

const notice = (code: string): TrainingEvent => ({ event: 'notice', code, message: '' });

async function startServer() {
  const events = [notice('0'), notice('1'), notice('2')];
  const stops: number[] = [];
  const pauses: boolean[] = [];
  const address = newControlAddress();
  const server = new ControlServer(address, {
    status: () => ({
      type: 'status',
      id: 'run',
      state: pauses.at(-1) === true ? 'paused' : 'training',
      step: 5,
      steps: 10,
    }),
    stop: () => stops.push(1),
    pause: () => pauses.push(true),
    continue: () => pauses.push(false),
    events: () => events,
  });
  await server.listen();
  onTestFinished(() => server.close());
  return { address, server, events, stops, pauses };
}

/** Sends lines and collects what comes back until `count` answers are there or the connection ends. */
function converse(
  address: ControlAddress,
  lines: readonly string[],
  count: number,
): Promise<ControlResponse[]> {
  return new Promise((resolve) => {
    const answers: ControlResponse[] = [];
    const socket = connect(address.path, () => {
      for (const line of lines) socket.write(`${line}\n`);
    });
    onLines(socket, (line) => {
      answers.push(JSON.parse(line) as ControlResponse);
      if (answers.length === count) socket.destroy();
    });
    socket.on('close', () => {
      resolve(answers);
    });
  });
}

describe("a run's control socket", () => {
  it('tells the status and passes a stop on', async () => {
    const { address, stops } = await startServer();
    expect(await askRun(address, 'status', 1000)).toMatchObject({ id: 'run', step: 5, steps: 10 });
    expect(await askRun(address, 'stop', 1000)).toEqual({ type: 'stopping' });
    expect(stops).toHaveLength(1);
  });

  it('sends what a subscriber has not seen, then what comes, nothing twice', async () => {
    const { address, server, events } = await startServer();
    const request = JSON.stringify({ type: 'subscribe', token: address.token, after: 1 });
    const conversation = converse(address, [request], 5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    server.publish(2, notice('2'));
    events.push(notice('3'), notice('4'));
    server.publish(3, notice('3'));
    server.publish(4, notice('4'));
    const [status, ...rest] = await conversation;
    expect(status).toMatchObject({ type: 'status', state: 'training', step: 5 });
    const codes = rest.map((answer) => (answer.type === 'event' ? answer.event : null));
    expect(codes).toEqual([notice('1'), notice('2'), notice('3'), notice('4')]);
  });

  it('passes a pause and its end on, and tells subscribers of every change', async () => {
    const { address, server, pauses } = await startServer();
    const conversation = converse(
      address,
      [JSON.stringify({ type: 'subscribe', token: address.token, after: 3 })],
      3,
    );
    expect(await askRun(address, 'pause', 1000)).toMatchObject({ type: 'status', state: 'paused' });
    server.publishStatus();
    expect(await askRun(address, 'continue', 1000)).toMatchObject({ type: 'status', state: 'training' });
    server.publishStatus();
    expect(pauses).toEqual([true, false]);
    expect(await conversation).toMatchObject([
      { state: 'training' },
      { state: 'paused' },
      { state: 'training' },
    ]);
  });

  it('refuses a wrong token and what is no request, and does nothing', async () => {
    const { address, stops } = await startServer();
    const wrong = JSON.stringify({ type: 'stop', token: 'guess' });
    expect(await converse(address, [wrong], 2)).toMatchObject([{ type: 'refused' }]);
    expect(await converse(address, ['{"type":'], 2)).toMatchObject([{ type: 'refused' }]);
    expect(stops).toHaveLength(0);
  });

  it('takes its socket away, after which nobody answers', async () => {
    const { address, server } = await startServer();
    expect(existsSync(address.path)).toBe(true);
    await server.close();
    expect(existsSync(address.path)).toBe(false);
    expect(await askRun(address, 'status', 1000)).toBeNull();
  });
});
