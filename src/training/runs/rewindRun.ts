import { rewindEventFiles } from '../tensorboard/eventFile.ts';
import { CheckpointStore } from './checkpointStore.ts';
import { MetricsLog } from './metricsLog.ts';

/**
 * Takes back what a run did after its newest checkpoint: it is done again. This comes before anybody may
 * subscribe, since subscribers count the lines of the metrics, and whoever calls it holds the folder's lock.
 */
export function rewindRun(run: string): void {
  const checkpoints = new CheckpointStore(run);
  const step = checkpoints.newest()?.progress.step ?? 0;
  new MetricsLog(run).cutAfter(run, step);
  rewindEventFiles(run, step);
  checkpoints.dropAfter(step);
}
