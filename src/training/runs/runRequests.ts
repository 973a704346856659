/** What a run was asked to do last. A stop is for good. */
const GO_ON = 0;
const PAUSE = 1;
const STOP = 2;

/**
 * What a run's process asks of its thread, in memory that both share: the thread computes for seconds at a time and
 * reads no messages meanwhile.
 */
export class RunRequests {
  readonly #asked: Int32Array;

  /** @param memory four bytes, zero at first. */
  constructor(memory: SharedArrayBuffer) {
    this.#asked = new Int32Array(memory);
  }

  get isStopWanted(): boolean {
    return Atomics.load(this.#asked, 0) === STOP;
  }

  get isPauseWanted(): boolean {
    return Atomics.load(this.#asked, 0) === PAUSE;
  }

  stop(): void {
    Atomics.store(this.#asked, 0, STOP);
    Atomics.notify(this.#asked, 0);
  }

  pause(): void {
    Atomics.compareExchange(this.#asked, 0, GO_ON, PAUSE);
  }

  continue(): void {
    Atomics.compareExchange(this.#asked, 0, PAUSE, GO_ON);
    Atomics.notify(this.#asked, 0);
  }

  /** Sleeps, without using the processor, for as long as a pause is asked for. */
  sleepWhilePaused(): void {
    Atomics.wait(this.#asked, 0, PAUSE);
  }
}
