import { Interruption } from '../trainingError.ts';
import type { RunRequests } from './runRequests.ts';

/** How long a pause may wait for the end of a step, where it can be kept; then the step waits in its middle. */
const GRACE_SECONDS = 1;

/**
 * The thread's side of pause and stop: whatever computes for long comes by here often. Pauses take no time of the
 * run: its clock stands still.
 */
export class RunPace {
  readonly #requests: RunRequests;
  readonly #onPause: (isPaused: boolean) => void;
  readonly #clock: () => number;
  #pausedSeconds = 0;
  #askedAt: number | null = null;

  /** @param clock seconds that never go back. */
  constructor(requests: RunRequests, onPause: (isPaused: boolean) => void, clock: () => number) {
    this.#requests = requests;
    this.#onPause = onPause;
    this.#clock = clock;
  }

  /** Seconds in which the run was not paused. */
  now(): number {
    return this.#clock() - this.#pausedSeconds;
  }

  get isPauseWanted(): boolean {
    return this.#requests.isPauseWanted;
  }

  /** Waits here while the run is paused. @throws Interruption where it is to stop. */
  attend(): void {
    if (this.#requests.isPauseWanted) this.#wait();
    if (this.#requests.isStopWanted) throw new Interruption();
  }

  /** The same in the middle of a step, which a short one is let finish first. */
  attendInStep(): void {
    if (!this.#requests.isPauseWanted) this.#askedAt = null;
    else if (this.#clock() - (this.#askedAt ??= this.#clock()) >= GRACE_SECONDS) this.#wait();
    if (this.#requests.isStopWanted) throw new Interruption();
  }

  #wait(): void {
    const began = this.#clock();
    this.#askedAt = null;
    this.#onPause(true);
    // More than once where it was continued and paused again before this thread woke.
    while (this.#requests.isPauseWanted) this.#requests.sleepWhilePaused();
    this.#pausedSeconds += this.#clock() - began;
    this.#onPause(false);
  }
}
