import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunFile, RunState } from '../../protocol/runFolder.ts';
import type { ControlStatus } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { WorkerRequest } from '../../protocol/worker.ts';
import { TrainingError } from '../trainingError.ts';
import { newControlAddress } from './controlAddress.ts';
import { ControlServer } from './controlServer.ts';
import { errorEvent } from './errorEvent.ts';
import { appendIfPossible, MetricsLog, readMetrics } from './metricsLog.ts';
import { readRunFile, writeRunFile } from './runFileStore.ts';
import { lockFiles, lockRun } from './runLock.ts';
import { RunRequests } from './runRequests.ts';
import { removeStaleSockets } from './staleSockets.ts';
import type { ThreadData, ThreadMessage } from './threadMessages.ts';

/** How often is looked whether whoever started the run is still there, until it has told of it. */
const WATCH_MS = 200;

/**
 * The process of a run: keeps `run.json`, answers at the socket and to signals at any moment, and leaves the
 * computing to a thread, which would not answer for as long as a step takes.
 */
export class RunWorker {
  readonly #request: Extract<WorkerRequest, { type: 'train' }>;
  readonly #requestMemory = new SharedArrayBuffer(4);
  readonly #requests = new RunRequests(this.#requestMemory);
  readonly #control;
  readonly #server: ControlServer;
  #file: RunFile;
  #step = 0;
  #steps: number | null = null;
  /** What the thread does while it is not paused. */
  #activity: 'preparing' | 'training' | 'evaluating' = 'preparing';
  #isPaused = false;
  #outcome: RunState | null = null;
  /** Told, although the disk did not take it. */
  readonly #unwritten: TrainingEvent[] = [];
  #exitCode: 0 | 1 | 2 | 3 = 0;

  constructor(request: Extract<WorkerRequest, { type: 'train' }>) {
    this.#request = request;
    this.#file = readRunFile(request.run);
    this.#control = newControlAddress();
    this.#server = new ControlServer(this.#control, {
      status: () => this.#status(),
      stop: () => {
        this.#stop();
      },
      pause: () => {
        this.#requests.pause();
        this.#server.publishStatus();
      },
      continue: () => {
        this.#requests.continue();
        this.#server.publishStatus();
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

  #status(): ControlStatus {
    return { type: 'status', id: this.#file.id, state: this.#state(), step: this.#step, steps: this.#steps };
  }

  #state(): ControlStatus['state'] {
    if (this.#requests.isStopWanted) return 'stopping';
    if (this.#requests.isPauseWanted) return this.#isPaused ? 'paused' : 'pausing';
    return this.#activity;
  }

  #stop(): void {
    this.#requests.stop();
    this.#server.publishStatus();
  }

  #train(): Promise<void> {
    const data: ThreadData = { request: this.#request, requests: this.#requestMemory };
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
        this.#step = message.step;
        if (this.#activity === message.state) return;
        this.#activity = message.state;
        this.#server.publishStatus();
        return;
      case 'paused':
        this.#isPaused = message.isPaused;
        this.#update({ state: message.isPaused ? 'paused' : 'running' });
        this.#server.publishStatus();
        return;
      case 'resolved':
        this.#steps = message.steps;
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
