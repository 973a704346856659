import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Each line of a stream as a JSON value; lines that are none (a process was killed while writing) are left out. */
export async function* jsonLines(stream: Readable): AsyncGenerator {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const value = parseLine(line);
    if (value !== undefined) yield value;
  }
}

/** The value of one line; undefined where it is empty or cut. */
export function parseLine(line: string): unknown {
  if (line.trim() === '') return undefined;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
