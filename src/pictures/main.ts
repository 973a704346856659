import { parentPort, workerData } from 'node:worker_threads';
import type { Picture, PictureRequest } from './picture.ts';

/** The thread that renders one picture and ends. What goes wrong is an error of the thread. */
async function main(): Promise<void> {
  parentPort?.postMessage(await render(workerData as PictureRequest));
}

/** Each renderer is loaded only where it is used. */
async function render(request: PictureRequest): Promise<Picture> {
  if (request.type === 'pdf') {
    const { renderPdf } = await import('./renderPdf.ts');
    return renderPdf(request);
  }
  const { renderPng } = await import('./renderPng.ts');
  return renderPng(request);
}

void main();
