import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunFile, RunState } from '../../protocol/runFolder.ts';
import type { ControlResponse } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { WorkerRequest } from '../../protocol/worker.ts';
import { newControlAddress } from './controlAddress.ts';
import { ControlServer } from './controlServer.ts';
import { errorEvent } from './errorEvent.ts';
import { MetricsLog, readMetrics } from './metricsLog.ts';
import { rewindRun } from './rewindRun.ts';
import { readRunFile, writeRunFile } from './runFileStore.ts';
import { removeStaleSockets } from './staleSockets.ts';
import type { ThreadData, ThreadMessage } from './threadMessages.ts';

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

  constructor(request: Extract<WorkerRequest, { type: 'train' }>) {
    this.#request = request;
    this.#file = readRunFile(request.run);
    this.#control = newControlAddress();
    this.#server = new ControlServer(this.#control, {
      status: () => ({ type: 'status', id: this.#file.id, ...this.#status }),
      stop: () => {
        this.#stop();
      },
      events: () => readMetrics(request.run),
    });
  }

  /** Resolves when the run has ended and everything is written. */
  async run(): Promise<void> {
    const isReady = !this.#request.resume || this.#rewind();
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
      if (isReady) await this.#train();
    } finally {
      if (this.#outcome === null) this.#finish('failed');
      await this.#server.close();
    }
  }

  #rewind(): boolean {
    try {
      rewindRun(this.#request.run);
      return true;
    } catch (error) {
      this.#reportFailure(error);
      return false;
    }
  }

  #stop(): void {
    this.#status = { ...this.#status, state: 'stopping' };
    Atomics.store(new Int32Array(this.#stopFlag), 0, 1);
  }

  #train(): Promise<void> {
    const data: ThreadData = { request: this.#request, stopFlag: this.#stopFlag };
    const thread = new Worker(process.argv[1] ?? '', { workerData: data });
    thread.on('message', (message: ThreadMessage) => {
      this.#receive(message);
    });
    return new Promise((resolve) => {
      thread.on('error', (error) => {
        this.#reportFailure(error);
      });
      thread.on('exit', () => {
        if (this.#outcome === null)
          this.#reportFailure(new Error('the training thread ended without a word'));
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
    if (event.event === 'error') this.#finish('failed');
    this.#server.publish(line, event);
  }

  /** `run.json` says so before anybody hears of it, so that a run that ended can be resumed at once. */
  #finish(outcome: RunState): void {
    this.#outcome = outcome;
    this.#update({ state: outcome, process: null });
  }

  /** No thread is alive, so the process may write to its log. */
  #reportFailure(error: unknown): void {
    if (this.#outcome !== null) return;
    const event = errorEvent(error);
    this.#publish(new MetricsLog(this.#request.run).append(event), event);
  }

  #update(part: Partial<RunFile>): void {
    this.#file = { ...this.#file, ...part };
    writeRunFile(this.#request.run, this.#file);
  }
}
