import { csv } from '../report/csv.ts';
import { isStart, isStep, isTest, type RunEvent } from './runCurves.ts';

export interface NamedEvents {
  readonly name: string;
  readonly events: readonly RunEvent[];
}

const TITLES = ['run', 'set', 'step', 'epoch', 'seconds', 'loss', 'error'] as const;

/** Every point of some runs' curves as it was measured, in the order of each run: nothing is averaged or smoothed. */
export function curvesCsv(runs: readonly NamedEvents[]): string {
  return csv([TITLES, ...runs.flatMap(rowsOf)]);
}

type Row = (string | number | null)[];

function rowsOf({ name, events }: NamedEvents): Row[] {
  let stepsPerEpoch = 0;
  let seconds = 0;
  const epochs = (step: number): number | null => (stepsPerEpoch > 0 ? step / stepsPerEpoch : null);
  return events.flatMap((event): Row[] => {
    if (isStart(event)) stepsPerEpoch = event.stepsPerEpoch;
    if (isStep(event)) {
      seconds = event.seconds;
      const { step, loss, accuracy } = event;
      return [[name, 'training', step, epochs(step), seconds, loss, clean(1 - accuracy)]];
    }
    if (isTest(event))
      return [[name, 'test', event.step, epochs(event.step), seconds, event.loss, clean(event.error)]];
    return [];
  });
}

/** Without the dust of binary fractions. */
function clean(share: number): number {
  return Number(share.toPrecision(12));
}
