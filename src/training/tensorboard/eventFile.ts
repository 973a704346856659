import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { diskError, writeAtomically } from '../runs/writeAtomically.ts';
import { readRecords, writeRecord } from './recordFile.ts';
import { type Scalar, scalarEvent, startEvent, stepOf, versionEvent } from './summaryEvent.ts';

/** TensorBoard reads every file whose name holds this, in the order of the names. */
const PREFIX = 'events.out.tfevents.';

/**
 * The figures of a run for TensorBoard, beside `metrics.ndjson`: one file for each start, since TensorBoard goes on
 * reading the file that it has open.
 */
export class EventFile {
  readonly #path: string;
  readonly #file: number;
  readonly #now: () => number;

  /** @param after the step that the run goes on after. @param now seconds since 1970. */
  constructor(run: string, after: number, now: () => number) {
    this.#now = now;
    this.#path = join(run, `${PREFIX}${newNumber(run, now())}.resnet`);
    try {
      this.#file = openSync(this.#path, 'ax');
    } catch (error) {
      throw diskError(this.#path, error);
    }
    this.#write(versionEvent(now()));
    if (after > 0) this.#write(startEvent(now(), after + 1));
  }

  add(event: TrainingEvent): void {
    const scalars = scalarsOf(event);
    if (scalars.length > 0 && 'step' in event) this.#write(scalarEvent(this.#now(), event.step, scalars));
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(data: Uint8Array): void {
    const record = writeRecord(data);
    try {
      for (let at = 0; at < record.length; ) at += writeSync(this.#file, record, at);
    } catch (error) {
      throw diskError(this.#path, error);
    }
  }
}

/** Takes out what a resumed run will do again: everything after the step, and what was cut by the end of a process. */
export function rewindEventFiles(run: string, step: number): void {
  for (const name of eventFiles(run)) {
    const path = join(run, name);
    const file = readFileSync(path);
    const kept = Buffer.concat(
      readRecords(file)
        .filter((data) => stepOf(data) <= step)
        .map(writeRecord),
    );
    if (kept.length === 0) rmSync(path);
    else if (kept.length !== file.length) writeAtomically(path, kept);
  }
}

function eventFiles(run: string): string[] {
  return readdirSync(run)
    .filter((name) => name.startsWith(PREFIX) && !name.endsWith('.partial'))
    .sort();
}

/** The time in seconds, as TensorBoard's own files have it, later than that of every file there. */
function newNumber(run: string, now: number): number {
  const numbers = eventFiles(run).map((name) => Number(name.slice(PREFIX.length).split('.', 1)[0]));
  return Math.max(Math.floor(now), ...numbers.map((number) => number + 1));
}

function scalarsOf(event: TrainingEvent): Scalar[] {
  switch (event.event) {
    case 'step':
      return [
        { tag: 'loss/training', value: event.loss },
        { tag: 'error/training', value: 1 - event.accuracy },
        { tag: 'learning_rate', value: event.learningRate },
        { tag: 'examples_per_second', value: event.examplesPerSecond },
      ];
    case 'evaluation':
      return [
        { tag: 'loss/test', value: event.loss },
        { tag: 'error/test', value: event.error },
      ];
    default:
      return [];
  }
}
