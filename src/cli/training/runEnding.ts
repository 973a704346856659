import type { ControlAddress } from '../../protocol/trainingControl.ts';
import type { Terminal } from '../terminal.ts';
import { askRun } from './runControl.ts';
import { signalWorker, untilGone } from './workerProcess.ts';

/** How long a worker may take to stop, and to go once its run has ended. */
const PATIENCE_MS = 10_000;

/** Sees to it that the worker's process is gone before the command line is. */
export class RunEnding {
  readonly #control: ControlAddress;
  readonly #pid: number;
  readonly #terminal: Terminal;
  #timer: NodeJS.Timeout | null = null;
  #wasKilled = false;

  constructor(control: ControlAddress, pid: number, terminal: Terminal) {
    this.#control = control;
    this.#pid = pid;
    this.#terminal = terminal;
  }

  get wasKilled(): boolean {
    return this.#wasKilled;
  }

  /** Asks the worker to write a last checkpoint and end; one that does not in time is killed. */
  stop(): void {
    this.#timer ??= setTimeout(() => {
      this.#killLate();
    }, PATIENCE_MS);
    void askRun(this.#control, 'stop').then((answer) => {
      // A worker understands the signal as the same request, should its socket be gone.
      if (answer?.type !== 'stopping') signalWorker(this.#pid, 'SIGTERM');
    });
  }

  kill(): void {
    this.#wasKilled = true;
    signalWorker(this.#pid, 'SIGKILL');
  }

  /** Resolves when the process is gone; one that stays although its run has ended is killed. */
  async untilGone(): Promise<void> {
    if (!(await untilGone(this.#pid, PATIENCE_MS))) this.#killLate();
    await untilGone(this.#pid, PATIENCE_MS);
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #killLate(): void {
    this.#terminal.note(`The run's process ${this.#pid} does not end, so it is killed.\n`);
    this.kill();
  }
}
