import type { TrainRequest } from '../../protocol/launcher.ts';
import { ActiveRun } from './activeRun.ts';
import type { TrainingProcess } from './trainingProcess.ts';

/** The runs that this window follows, in the order in which it met them. */
export class RunRegistry {
  readonly #process: TrainingProcess;
  readonly #runs = new Map<string, ActiveRun>();
  readonly #listeners = new Set<() => void>();
  #isDisposed = false;

  constructor(process: TrainingProcess) {
    this.#process = process;
  }

  get active(): readonly ActiveRun[] {
    return [...this.#runs.values()];
  }

  get(folder: string): ActiveRun | undefined {
    return this.#runs.get(folder);
  }

  /** Starts a run and follows it. Rejects with a `TrainingFailure` where it cannot start. */
  async start(request: TrainRequest, name: string, signal: AbortSignal): Promise<ActiveRun> {
    const started = await this.#process.train(request, signal);
    return this.attach(started.run, name);
  }

  /** Follows a run that is already going; the same object where this window follows it already. */
  attach(folder: string, name: string): ActiveRun {
    const known = this.#runs.get(folder);
    if (known !== undefined) return known;
    const run = new ActiveRun(this.#process, folder, name);
    if (this.#isDisposed) {
      run.dispose();
      return run;
    }
    this.#runs.set(folder, run);
    this.#notify();
    void run.outcome.then(() => {
      this.#runs.delete(folder);
      this.#notify();
    });
    return run;
  }

  /** Looks through folders of runs for those that still go on, after a reload of the window for example. */
  async attachRunning(runsFolders: readonly string[]): Promise<readonly ActiveRun[]> {
    const stored = await this.#process.listRuns(runsFolders);
    const candidates = stored.filter((run) => run.file.process !== null && !this.#runs.has(run.folder));
    const running = await Promise.all(candidates.map((run) => this.#process.isRunning(run.folder)));
    return candidates.filter((_, i) => running[i]).map((run) => this.attach(run.folder, run.file.name));
  }

  /** Called when a run comes or goes; returns the way to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Lets go of every run; none is stopped. */
  dispose(): void {
    this.#isDisposed = true;
    this.#listeners.clear();
    for (const run of this.#runs.values()) run.dispose();
    this.#runs.clear();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
