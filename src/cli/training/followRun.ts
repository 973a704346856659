import type { ControlAddress } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { readMetrics } from './metricsFile.ts';
import { subscribe } from './runControl.ts';

/** What a run had said before this start: a resumed run keeps the events of the earlier ones. */
export interface EarlierEvents {
  readonly starts: number;
  readonly errors: number;
}

export function earlierEvents(run: string): EarlierEvents {
  const events = readMetrics(run).map(({ event }) => event);
  const count = (name: string): number => events.filter((event) => event === name).length;
  return { starts: count('start'), errors: count('error') };
}

/** The events of a run since its last start: over its socket, then, when that ends, from its file. */
export async function* followRun(
  run: string,
  control: ControlAddress,
  earlier: EarlierEvents,
): AsyncGenerator<TrainingEvent> {
  let seen = 0;
  let { starts, errors } = earlier;
  const isNew = ({ event }: TrainingEvent): boolean => {
    seen += 1;
    if (event === 'start') starts -= 1;
    if (event === 'error') errors -= 1;
    return starts < 0 || errors < 0;
  };
  for await (const response of subscribe(control)) {
    if (response.type === 'event' && isNew(response.event)) yield response.event;
  }
  for (const event of readMetrics(run).slice(seen)) {
    if (isNew(event)) yield event;
  }
}
