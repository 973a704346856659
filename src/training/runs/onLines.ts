import type { Readable } from 'node:stream';

/** Longer lines than any message; a peer that sends more is cut off. */
const MAX_LINE = 1 << 20;

/** Calls back for every whole line of a stream of text. */
export function onLines(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > MAX_LINE) stream.destroy();
  });
}
