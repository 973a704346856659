import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import {
  type ControlAddress,
  type ControlRequest,
  type ControlResponse,
  type ControlStatus,
  controlRequestSchema,
} from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { onLines } from './onLines.ts';

export interface ControlledRun {
  status(): ControlStatus;
  stop(): void;
  pause(): void;
  continue(): void;
  /** Every event so far. */
  events(): readonly TrainingEvent[];
}

/** Answers at a run's socket. A client that goes away changes nothing. */
export class ControlServer {
  readonly #run: ControlledRun;
  readonly #address: ControlAddress;
  readonly #server: Server;
  /** Each subscriber and the number of the line that it gets next. */
  readonly #subscribers = new Map<Socket, number>();

  constructor(address: ControlAddress, run: ControlledRun) {
    this.#address = address;
    this.#run = run;
    this.#server = createServer((socket) => {
      this.#welcome(socket);
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#address.path, resolve);
    });
  }

  /** Sends a new line of the metrics to whoever has not got it. */
  publish(line: number, event: TrainingEvent): void {
    for (const [socket, next] of this.#subscribers) {
      if (line < next) continue;
      this.#subscribers.set(socket, line + 1);
      answer(socket, { type: 'event', event });
    }
  }

  /** Sends the status to every subscriber: its state has changed. */
  publishStatus(): void {
    for (const socket of this.#subscribers.keys()) answer(socket, this.#run.status());
  }

  /** Lets every client read what was sent, then closes. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    for (const socket of this.#subscribers.keys()) socket.end();
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, 500).unref();
    });
    await Promise.race([closed, patience]);
    if (process.platform !== 'win32') rmSync(this.#address.path, { force: true });
  }

  #welcome(socket: Socket): void {
    socket.on('error', () => {
      this.#subscribers.delete(socket);
    });
    socket.on('close', () => {
      this.#subscribers.delete(socket);
    });
    onLines(socket, (line) => {
      this.#receive(socket, line);
    });
  }

  #receive(socket: Socket, line: string): void {
    const request = parseRequest(line);
    if (request === null || !sameToken(request.token, this.#address.token)) {
      answer(socket, { type: 'refused', message: 'The request is not understood, or its token is wrong.' });
      socket.end();
      return;
    }
    switch (request.type) {
      case 'status':
        answer(socket, this.#run.status());
        return;
      case 'stop':
        answer(socket, { type: 'stopping' });
        this.#run.stop();
        return;
      case 'pause':
        this.#run.pause();
        answer(socket, this.#run.status());
        return;
      case 'continue':
        this.#run.continue();
        answer(socket, this.#run.status());
        return;
      case 'subscribe': {
        answer(socket, this.#run.status());
        const events = this.#run.events();
        this.#subscribers.set(socket, Math.max(request.after, events.length));
        for (const event of events.slice(request.after)) answer(socket, { type: 'event', event });
      }
    }
  }
}

function parseRequest(line: string): ControlRequest | null {
  try {
    return controlRequestSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function sameToken(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function answer(socket: Socket, response: ControlResponse): void {
  if (socket.writable) socket.write(`${JSON.stringify(response)}\n`);
}
