import { isStep, isTest, type RunEvent } from './runCurves.ts';

/** What a run has come to. Accuracies are those on the test set, 0 to 1; null before the first. */
export interface RunFigures {
  readonly step: number | null;
  /** Where the run is to end. */
  readonly steps: number | null;
  readonly bestAccuracy: number | null;
  readonly lastAccuracy: number | null;
  /** Spent training. */
  readonly seconds: number | null;
}

export function runFigures(events: readonly RunEvent[]): RunFigures {
  const start = events.findLast(isBegin);
  const accuracies = events.filter(isTest).map(({ accuracy }) => accuracy);
  const last = events.findLast((event) => isStep(event) || isEnd(event));
  const timed = last !== undefined && (isStep(last) || isEnd(last)) ? last : null;
  return {
    step: timed?.step ?? null,
    steps: start?.steps ?? null,
    bestAccuracy: accuracies.length === 0 ? null : accuracies.reduce((a, b) => Math.max(a, b)),
    lastAccuracy: accuracies.at(-1) ?? null,
    seconds: timed?.seconds ?? null,
  };
}

function isBegin(event: RunEvent): event is RunEvent & { readonly steps: number } {
  return event.event === 'start';
}

function isEnd(event: RunEvent): event is RunEvent & { readonly step: number; readonly seconds: number } {
  return event.event === 'end';
}
