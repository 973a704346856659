import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunFile, RunState } from '../../protocol/runFolder.ts';
import type { ControlResponse } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { WorkerRequest } from '../../protocol/worker.ts';
import { TrainingError } from '../trainingError.ts';
import { newControlAddress } from './controlAddress.ts';
import { ControlServer } from './controlServer.ts';
import { errorEvent } from './errorEvent.ts';
import { appendIfPossible, MetricsLog, readMetrics } from './metricsLog.ts';
import { readRunFile, writeRunFile } from './runFileStore.ts';
import { lockFiles, lockRun } from './runLock.ts';
import { removeStaleSockets } from './staleSockets.ts';
import type { ThreadData, ThreadMessage } from './threadMessages.ts';

/** How often is looked whether whoever started the run is still there, until it has told of it. */
const WATCH_MS = 200;

type Status = Extract<ControlResponse, { type: 'status' }>;

/**
 * The process of a run: keeps `run.json`, answers at the socket and to signals at any moment, and leaves the
 * computing to a thread, which would not answer for as long as a step takes.
 */
export class RunWorker {
  readonly #request: Extract<WorkerRequest, { type: 'train' }>;
  readonly #stopFlag = new SharedArrayBuffer(4);
  readonly #control;
  readonly #server: ControlServer;
  #file: RunFile;
  #status: Omit<Status, 'type' | 'id'> = { state: 'preparing', step: 0, steps: null };
  #outcome: RunState | null = null;
  /** Told, although the disk did not take it. */
  readonly #unwritten: TrainingEvent[] = [];
  #exitCode: 0 | 1 | 2 | 3 = 0;

  constructor(request: Extract<WorkerRequest, { type: 'train' }>) {
    this.#request = request;
    this.#file = readRunFile(request.run);
    this.#control = newControlAddress();
    this.#server = new ControlServer(this.#control, {
      status: () => ({ type: 'status', id: this.#file.id, ...this.#status }),
      stop: () => {
        this.#stop();
      },
      events: () => [...readMetrics(request.run), ...this.#unwritten],
    });
  }

  /** Resolves with the exit code when the run has ended and everything is written. */
  async run(): Promise<number> {
    const starter = lockFiles(this.#request.run).find(({ pid }) => pid === process.ppid);
    if (starter === undefined)
      throw new TrainingError('cancelled', 1, 'Whoever started this process is gone.');
    const lock = await lockRun(this.#request.run, { from: starter.pid });
    const watch = setInterval(() => {
      const left = lockFiles(this.#request.run).find(({ name }) => name === starter.name);
      if (left?.isAlive !== true) clearInterval(watch);
      // It was killed before it could tell anybody of this run.
      if (left?.isAlive === false) this.#stop();
    }, WATCH_MS);
    try {
      return await this.#runAlone();
    } finally {
      clearInterval(watch);
      lock.release();
    }
  }

  async #runAlone(): Promise<number> {
    // On Windows named pipes vanish with their process.
    if (process.platform !== 'win32') await removeStaleSockets(dirname(this.#control.path), Date.now());
    await this.#server.listen();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        this.#stop();
      });
    }
    // A terminal that closes takes nobody along.
    process.on('SIGHUP', () => undefined);
    const startTime = new Date().toISOString();
    this.#update({ state: 'running', process: { pid: process.pid, startTime, control: this.#control } });
    try {
      await this.#train();
    } finally {
      if (this.#outcome === null) this.#finish('failed');
      await this.#server.close();
    }
    return this.#exitCode;
  }

  #stop(): void {
    this.#status = { ...this.#status, state: 'stopping' };
    Atomics.store(new Int32Array(this.#stopFlag), 0, 1);
  }

  #train(): Promise<void> {
    const data: ThreadData = { request: this.#request, stopFlag: this.#stopFlag };
    const thread = new Worker(process.argv[1] ?? '', { workerData: data });
    let failure: unknown = new Error('the training thread ended without a word');
    thread.on('message', (message: ThreadMessage) => {
      try {
        this.#receive(message);
      } catch (error) {
        failure = error;
        void thread.terminate();
      }
    });
    thread.on('error', (error) => {
      failure = error;
    });
    return new Promise((resolve) => {
      thread.on('exit', () => {
        if (this.#outcome === null) this.#reportFailure(failure);
        resolve();
      });
    });
  }

  #receive(message: ThreadMessage): void {
    switch (message.type) {
      case 'event':
        this.#publish(message.line, message.event);
        return;
      case 'state':
        if (this.#status.state !== 'stopping') this.#status = { ...this.#status, state: message.state };
        this.#status = { ...this.#status, step: message.step };
        return;
      case 'resolved':
        this.#status = { ...this.#status, steps: message.steps };
        this.#update(message.file);
    }
  }

  #publish(line: number, event: TrainingEvent): void {
    if (event.event === 'end') this.#finish(event.reason);
    if (event.event === 'error') {
      this.#exitCode = event.exitCode;
      if (line >= readMetrics(this.#request.run).length) this.#unwritten.push(event);
      this.#finish('failed');
    }
    this.#server.publish(line, event);
  }

  /** `run.json` says so before anybody hears of it, so that a run that ended can be resumed at once. */
  #finish(outcome: RunState): void {
    this.#outcome = outcome;
    try {
      this.#update({ state: outcome, process: null });
    } catch (error) {
      // On a full disk `run.json` keeps naming this process, which will be gone: the run can be resumed.
      if (!(error instanceof TrainingError)) throw error;
    }
  }

  /** No thread is alive, so the process may write to its log. */
  #reportFailure(error: unknown): void {
    if (this.#outcome !== null) return;
    const event = errorEvent(error);
    this.#publish(appendIfPossible(new MetricsLog(this.#request.run), event), event);
  }

  #update(part: Partial<RunFile>): void {
    this.#file = { ...this.#file, ...part };
    writeRunFile(this.#request.run, this.#file);
  }
}
