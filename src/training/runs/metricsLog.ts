import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { type TrainingEvent, trainingEventSchema } from '../../protocol/trainingEvents.ts';
import { diskError, writeAtomically } from './writeAtomically.ts';

/** A run's `metrics.ndjson`. */
export class MetricsLog {
  readonly #path: string;
  #count: number;

  constructor(run: string) {
    this.#path = join(run, RUN_FILES.metrics);
    this.#count = existsSync(this.#path) ? readMetrics(run).length : 0;
  }

  /** @returns the line's number, counted from 0. */
  append(event: TrainingEvent): number {
    try {
      appendFileSync(this.#path, `${JSON.stringify(event)}\n`);
    } catch (error) {
      throw diskError(this.#path, error);
    }
    return this.#count++;
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
