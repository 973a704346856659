import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_FILES, runFileSchema } from '../../protocol/runFolder.ts';
import { type TrainingEvent, trainingEventSchema } from '../../protocol/trainingEvents.ts';
import { LineReader } from './lineReader.ts';
import type { StoredRun } from './trainingProcess.ts';

/** Null where there is no run, or none that can be read. */
export async function readRunFile(folder: string): Promise<StoredRun | null> {
  try {
    const text = await readFile(join(folder, RUN_FILES.run), 'utf8');
    return { folder, file: runFileSchema.parse(JSON.parse(text)) };
  } catch {
    return null;
  }
}

/** Null where there is none, or none that can be read. */
export async function readRunSpec(folder: string): Promise<string | null> {
  try {
    return await readFile(join(folder, RUN_FILES.spec), 'utf8');
  } catch {
    return null;
  }
}

/** The runs of several folders, newest first. */
export async function listRunFiles(runsFolders: readonly string[]): Promise<StoredRun[]> {
  const folders = (await Promise.all(runsFolders.map(subfolders))).flat();
  const runs = await Promise.all(folders.map(readRunFile));
  return runs.filter((run) => run !== null).sort((a, b) => b.file.createdAt.localeCompare(a.file.createdAt));
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}

/**
 * The events of `metrics.ndjson` after the first `after` lines, chunk by chunk. A line that cannot be read
 * (the last one of a killed run is cut) is passed over. A file that is not there yet holds none.
 */
export async function* readMetrics(folder: string, after: number): AsyncGenerator<TrainingEvent[]> {
  const lines = new LineReader();
  let seen = 0;
  try {
    for await (const chunk of createReadStream(join(folder, RUN_FILES.metrics), 'utf8')) {
      const fresh = lines.push(String(chunk)).filter(() => seen++ >= after);
      const events = fresh.flatMap(parseEvent);
      if (events.length > 0) yield events;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function parseEvent(line: string): TrainingEvent[] {
  try {
    return [trainingEventSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
