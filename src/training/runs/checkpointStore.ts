import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { TrainingError } from '../trainingError.ts';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.ts';

const KEPT = 3;
const BEST = 'best.safetensors';
const STEP_FILE = /^step-(\d+)\.safetensors$/;

/** A run's `checkpoints` folder: the last three by step, and the best. */
export class CheckpointStore {
  readonly #folder: string;

  constructor(run: string) {
    this.#folder = join(run, RUN_FILES.checkpoints);
  }

  /** @returns the path. Older ones beyond the last three are deleted. */
  write(checkpoint: Checkpoint): string {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, `step-${String(checkpoint.progress.step).padStart(8, '0')}.safetensors`);
    writeCheckpoint(path, checkpoint);
    for (const old of this.#steps().slice(KEPT)) rmSync(join(this.#folder, old), { force: true });
    return path;
  }

  writeBest(checkpoint: Checkpoint): string {
    mkdirSync(this.#folder, { recursive: true });
    const path = join(this.#folder, BEST);
    writeCheckpoint(path, checkpoint);
    return path;
  }

  /** The newest that can be read; null where there is none at all. */
  newest(): Checkpoint | null {
    const names = this.#steps();
    for (const name of names.slice(0, -1)) {
      try {
        return readCheckpoint(join(this.#folder, name));
      } catch (error) {
        if (!(error instanceof TrainingError)) throw error;
      }
    }
    const last = names[names.length - 1];
    return last === undefined ? null : readCheckpoint(join(this.#folder, last));
  }

  /** A resumed run makes those after its step again. */
  dropAfter(step: number): void {
    for (const name of this.#steps()) {
      if (Number(STEP_FILE.exec(name)?.[1]) > step) rmSync(join(this.#folder, name), { force: true });
    }
  }

  /** The path of a checkpoint by file name or path; without one the best, else the newest. */
  find(name: string | null): string {
    const names = this.#names();
    const wanted = name ?? (names.includes(BEST) ? BEST : this.#steps()[0]);
    if (wanted === undefined)
      throw missing(`The run has no checkpoint yet: ${this.#folder} is empty.`, FIRST);
    const path = this.#pathOf(wanted);
    if (existsSync(path)) return path;
    const next = names.length === 0 ? FIRST : `There are: ${names.join(', ')}.`;
    throw missing(`There is no checkpoint ${path}.`, next);
  }

  #pathOf(name: string): string {
    if (isAbsolute(name) || existsSync(name)) return name;
    return join(this.#folder, name);
  }

  /** Newest first. */
  #steps(): string[] {
    return this.#names()
      .filter((name) => STEP_FILE.test(name))
      .sort((a, b) => Number(STEP_FILE.exec(b)?.[1]) - Number(STEP_FILE.exec(a)?.[1]));
  }

  /** Of every checkpoint, the best included. */
  #names(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder).filter((name) => name === BEST || STEP_FILE.test(name));
  }
}

const FIRST =
  'A run writes its first one after an epoch (or `checkpoint_every` steps), and when it is stopped or ends: let it run on, or go on with `resnet train --resume RUN`.';

function missing(what: string, next: string): TrainingError {
  return new TrainingError('checkpoint.missing', 2, `${what} ${next}`);
}
