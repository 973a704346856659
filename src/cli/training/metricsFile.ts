import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import { type TrainingEvent, trainingEventSchema } from '../../protocol/trainingEvents.ts';
import { parseLine } from './jsonLines.ts';

/** The events of a run so far; none where the file is not there yet. A cut last line is left out. */
export function readMetrics(run: string): TrainingEvent[] {
  let text: string;
  try {
    text = readFileSync(join(run, RUN_FILES.metrics), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const parsed = trainingEventSchema.safeParse(parseLine(line));
    return parsed.success ? [parsed.data] : [];
  });
}
