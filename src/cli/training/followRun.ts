import type { ControlAddress, ControlStatus } from '../../protocol/trainingControl.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { readMetrics } from './metricsFile.ts';
import { subscribe } from './runControl.ts';

/** How often a run was started before: a resumed one keeps the events of its earlier parts. */
export function earlierStarts(run: string): number {
  return readMetrics(run).filter(({ event }) => event === 'start').length;
}

/**
 * The events of a run since its last start: over its socket, then, when that ends, from its file. Errors of
 * earlier parts are cut away on resuming, so every error is a new one. What it does meanwhile goes to `onStatus`.
 */
export async function* followRun(
  run: string,
  control: ControlAddress,
  earlier: number,
  onStatus: (status: ControlStatus) => void,
): AsyncGenerator<TrainingEvent> {
  let seen = 0;
  let starts = 0;
  const isNew = ({ event }: TrainingEvent): boolean => {
    seen += 1;
    if (event === 'start') starts += 1;
    return starts > earlier || event === 'error';
  };
  for await (const response of subscribe(control)) {
    if (response.type === 'status') onStatus(response);
    if (response.type === 'event' && isNew(response.event)) yield response.event;
  }
  for (const event of readMetrics(run).slice(seen)) {
    if (isNew(event)) yield event;
  }
}
