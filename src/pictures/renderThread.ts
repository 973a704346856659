import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Picture, PictureRequest } from './picture.ts';

/** Renders in a thread of its own. @param program the bundle of `main.ts`. */
export async function renderInThread(program: string, request: PictureRequest): Promise<Picture> {
  const thread = new Worker(program, { workerData: request });
  try {
    // An error of the thread rejects it.
    const [answer] = (await once(thread, 'message')) as [Picture];
    return answer;
  } finally {
    await thread.terminate();
  }
}
