import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { converse } from './controlSocket.ts';
import type { Translate } from './progressText.ts';
import { readMetrics, readRunFile } from './runFiles.ts';
import { type RunFollower, type RunOutcome, TrainingFailure } from './trainingProcess.ts';

/**
 * Follows a run to its end: over its socket while it lives, then what is left in its metrics file. It never
 * misses an event and never gives one twice, since both sides count the lines of that file.
 */
export async function followRun(
  folder: string,
  { after, onEvents, onActivity }: RunFollower,
  signal: AbortSignal,
  t: Translate,
): Promise<RunOutcome> {
  const run = await readRunFile(folder);
  if (run === null) throw new TrainingFailure('run.missing', t('{0} holds no training run.', folder));
  let count = after;
  let last: TrainingEvent | null = null;
  const deliver = (events: readonly TrainingEvent[]): void => {
    count += events.length;
    last = events[events.length - 1] ?? last;
    onEvents(events);
  };
  if (run.file.process !== null) {
    await converse(
      run.file.process.control,
      { type: 'subscribe', after: count },
      (responses) => {
        const events = responses.flatMap((response) => (response.type === 'event' ? [response.event] : []));
        if (events.length > 0) deliver(events);
        for (const response of responses) if (response.type === 'status') onActivity(response.state);
      },
      signal,
    );
  }
  if (signal.aborted) return { type: 'detached' };
  for await (const events of readMetrics(folder, count)) deliver(events);
  return outcomeOf(last);
}

/** What the last event of a run says about its end. */
function outcomeOf(last: TrainingEvent | null): RunOutcome {
  if (last?.event === 'end') return { type: 'ended', reason: last.reason, accuracy: last.accuracy };
  if (last?.event === 'error') return { type: 'failed', code: last.code, message: last.message };
  return { type: 'lost' };
}
