import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask } from '../../../src/extension/training/controlSocket.ts';
import { followRun } from '../../../src/extension/training/followRun.ts';
import { listRunFiles, readRunFile } from '../../../src/extension/training/runFiles.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { english } from '../../support/english.ts';
import { END_EVENT, runFile, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

let folder: string;
let server: Server | null = null;
const NEVER = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'));
});

afterEach(async () => {
  server?.close();
  server = null;
  await rm(folder, { recursive: true });
});

async function writeRun(isAlive: boolean): Promise<void> {
  const control = { path: join(folder, 'socket'), token: 'secret' };
  const process = isAlive ? { pid: 1, startTime: '2026-01-01T00:00:00Z', control } : null;
  await writeFile(join(folder, 'run.json'), JSON.stringify(runFile({ process })));
}

async function writeMetrics(events: readonly TrainingEvent[], rest = ''): Promise<void> {
  await appendFile(
    join(folder, 'metrics.ndjson'),
    events.map((event) => `${JSON.stringify(event)}\n`).join('') + rest,
  );
}

/** A worker's socket: answers each request line as the test says. */
async function serve(answer: (request: unknown, socket: Socket) => void): Promise<void> {
  server = createServer((socket) => {
    socket.on('data', (data) => {
      answer(JSON.parse(String(data)), socket);
    });
  });
  await new Promise<void>((resolve) => server?.listen(join(folder, 'socket'), resolve));
}

async function follow(signal = NEVER): Promise<{ events: TrainingEvent[]; outcome: unknown }> {
  const events: TrainingEvent[] = [];
  const outcome = await followRun(
    folder,
    { after: 0, onEvents: (batch) => events.push(...batch), onActivity: () => undefined },
    signal,
    english,
  );
  return { events, outcome };
}

it('reads a run that has ended from its folder', async () => {
  await writeRun(false);
  const written = [startEvent(), stepEvent(1), END_EVENT];
  await writeMetrics(written);
  expect(await follow()).toEqual({
    events: written,
    outcome: { type: 'ended', reason: 'finished', accuracy: 0.975 },
  });
});

it('passes over the cut last line of a run that was killed', async () => {
  await writeRun(true);
  await writeMetrics([startEvent(), stepEvent(1)], '{"event":"st');
  const { events, outcome } = await follow();
  expect(events).toHaveLength(2);
  expect(outcome).toEqual({ type: 'lost' });
});

it('follows a living run over its socket and takes only the rest from the file', async () => {
  await writeRun(true);
  const events = [startEvent(), stepEvent(1), stepEvent(2), END_EVENT];
  await writeMetrics(events);
  await serve((request, socket) => {
    expect(request).toEqual({ type: 'subscribe', token: 'secret', after: 0 });
    const lines = events.slice(0, 3).map((event) => `${JSON.stringify({ type: 'event', event })}\n`);
    // Lines come in pieces.
    socket.write(lines.join('').slice(0, 40));
    setTimeout(() => socket.end(lines.join('').slice(40)), 20);
  });
  const followed = await follow();
  expect(followed.events).toEqual(events);
  expect(followed.outcome).toMatchObject({ type: 'ended' });
});

it('lets go of a living run', async () => {
  await writeRun(true);
  await serve(() => undefined);
  const letGo = new AbortController();
  setTimeout(() => {
    letGo.abort();
  }, 30);
  expect(await follow(letGo.signal)).toEqual({ events: [], outcome: { type: 'detached' } });
});

it('asks with the token, and gets null where nobody answers', async () => {
  const address = { path: join(folder, 'socket'), token: 'secret' };
  expect(await ask(address, { type: 'status' }, 500)).toBeNull();
  await serve((request, socket) => {
    expect(request).toEqual({ type: 'stop', token: 'secret' });
    socket.write('{"type":"stopping"}\n');
  });
  expect(await ask(address, { type: 'stop' }, 500)).toEqual({ type: 'stopping' });
});

it('lists runs newest first and passes over what is none', async () => {
  for (const [name, createdAt] of [
    ['old', '2026-01-01T00:00:00Z'],
    ['new', '2026-02-01T00:00:00Z'],
  ] as const) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'run.json'), JSON.stringify(runFile({ id: name, createdAt })));
  }
  await mkdir(join(folder, 'broken'));
  await writeFile(join(folder, 'broken', 'run.json'), '{"version":1,');
  const runs = await listRunFiles([folder, join(folder, 'nowhere')]);
  expect(runs.map(({ file }) => file.id)).toEqual(['new', 'old']);
  expect(await readRunFile(join(folder, 'broken'))).toBeNull();
});
