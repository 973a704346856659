import type { LauncherMessage } from '../../protocol/launcher.ts';
import type { WorkerRequest } from '../../protocol/worker.ts';
import { openBackend } from '../backends/openBackend.ts';
import { directBatches } from '../data/batchSource.ts';
import { createEagerExecutor } from '../step/eagerExecutor.ts';
import { readCheckpoint } from './checkpoint.ts';
import { evaluateOnTest } from './evaluateOnTest.ts';
import { prepareRun } from './prepareRun.ts';
import { readRunFile } from './runFileStore.ts';
import { loadTensors } from './savedTensors.ts';

/** The test-set figures of one checkpoint. */
export async function evaluateRun(
  request: Extract<WorkerRequest, { type: 'evaluate' }>,
): Promise<Extract<LauncherMessage, { type: 'evaluated' }>> {
  const backend = await openBackend(request, () => undefined);
  const prepared = await prepareRun(request.run, readRunFile(request.run), process.argv[1] ?? '', backend);
  const { progress, tensors } = readCheckpoint(request.checkpoint);
  const { dataset, normalizer, spec, learner } = prepared;
  loadTensors(learner.network.variables, tensors);
  const batches = directBatches({ source: dataset, normalizer, plan: spec.plan });
  const { loss, accuracy } = await evaluateOnTest(
    { dataset, batches, executor: createEagerExecutor(learner) },
    () => undefined,
  );
  await batches.close();
  return {
    type: 'evaluated',
    run: request.run,
    checkpoint: request.checkpoint,
    step: progress.step,
    backend: backend.name,
    device: backend.device,
    examples: dataset.test.count,
    loss,
    accuracy,
    error: 1 - accuracy,
  };
}
