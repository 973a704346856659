import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Png, PngRequest } from './renderPng.ts';

/** Renders in a thread of its own. @param program the bundle of `main.ts`. */
export async function renderInThread(program: string, request: PngRequest): Promise<Png> {
  const thread = new Worker(program, { workerData: request });
  try {
    // An error of the thread rejects it.
    const [answer] = (await once(thread, 'message')) as [Png];
    return answer;
  } finally {
    await thread.terminate();
  }
}
