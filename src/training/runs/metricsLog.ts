import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { type TrainingEvent, trainingEventSchema } from '../../protocol/trainingEvents.ts';
import { TrainingError } from '../trainingError.ts';
import { diskError, writeAtomically } from './writeAtomically.ts';

/** A run's `metrics.ndjson`. */
export class MetricsLog {
  readonly #path: string;
  #count: number;

  constructor(run: string) {
    this.#path = join(run, RUN_FILES.metrics);
    this.#count = existsSync(this.#path) ? readMetrics(run).length : 0;
  }

  /** The number of the next line. */
  get count(): number {
    return this.#count;
  }

  /** @returns the line's number, counted from 0. */
  append(event: TrainingEvent): number {
    const size = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    try {
      appendFileSync(this.#path, `${JSON.stringify(event)}\n`);
    } catch (error) {
      this.#cutTo(size);
      throw diskError(this.#path, error);
    }
    return this.#count++;
  }

  /** A full disk takes a part of a line, which would spoil the next one. */
  #cutTo(size: number): void {
    try {
      truncateSync(this.#path, size);
    } catch {
      // The reader leaves out a line that is cut; the failed write is what is told.
    }
  }

  /** Takes out what a resumed run will do again: everything after the step, ends and errors. */
  cutAfter(run: string, step: number): void {
    const kept = readMetrics(run).filter((event) => {
      if (event.event === 'end' || event.event === 'error') return false;
      return !('step' in event) || event.step <= step;
    });
    writeAtomically(this.#path, kept.map((event) => `${JSON.stringify(event)}\n`).join(''));
    this.#count = kept.length;
  }
}

/** Writes a run's last words where the disk allows it. @returns the number that their line has or would have. */
export function appendIfPossible(log: MetricsLog, event: TrainingEvent): number {
  try {
    return log.append(event);
  } catch (error) {
    if (error instanceof TrainingError) return log.count;
    throw error;
  }
}

/** The events so far. A line that is cut, as a killed process leaves it, ends the list. */
export function readMetrics(run: string): TrainingEvent[] {
  const path = join(run, RUN_FILES.metrics);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const events: TrainingEvent[] = [];
  for (const line of lines) {
    const event = parseLine(line);
    if (event === null) break;
    events.push(event);
  }
  return events;
}

function parseLine(line: string): TrainingEvent | null {
  try {
    return trainingEventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
