import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';
import { type WorkerRequest, workerRequestSchema } from '../protocol/worker.ts';
import { openBackend } from './backends/openBackend.ts';
import { errorEvent } from './runs/errorEvent.ts';
import { evaluateRun } from './runs/evaluateRun.ts';
import { RunWorker } from './runs/runWorker.ts';
import type { ThreadData } from './runs/threadMessages.ts';
import { runTrainingThread } from './runs/trainingThread.ts';
import { TrainingError } from './trainingError.ts';

/** `dist/worker.cjs`: the process of a run, and, since it is one file, the thread in it that computes. */
async function main(): Promise<void> {
  if (!isMainThread && parentPort !== null) {
    await runTrainingThread(parentPort, workerData as ThreadData);
    return;
  }
  const request = workerRequestSchema.parse(JSON.parse(process.argv[2] ?? ''));
  if (request.type === 'train') {
    process.exit(await new RunWorker(request).run());
  }
  process.exit(await answerOnce(request));
}

/** Prints the answer as one line and gives the exit code. */
async function answerOnce(request: Exclude<WorkerRequest, { type: 'train' }>): Promise<number> {
  try {
    console.log(
      JSON.stringify(request.type === 'evaluate' ? await evaluateRun(request) : await probe(request)),
    );
    return 0;
  } catch (error) {
    const { code, message, exitCode } = errorEvent(error);
    console.log(JSON.stringify({ type: 'error', code, message, exitCode }));
    return exitCode;
  }
}

/** Loads the backend and computes something with it, which is the only proof that it works. */
async function probe(request: Extract<WorkerRequest, { type: 'probe' }>): Promise<unknown> {
  const { device, version } = await openBackend(request, () => undefined);
  const product = tf.matMul(tf.ones([8, 8]), tf.ones([8, 8])).dataSync();
  if (product[0] !== 8) throw new Error('the backend computes wrong numbers');
  return { type: 'probed', device, version };
}

main().catch((error: unknown) => {
  // The launcher shows the last line to the person.
  console.error(error instanceof TrainingError ? error.message : error);
  process.exit(error instanceof TrainingError ? error.exitCode : 1);
});
