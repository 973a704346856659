import { parentPort, workerData } from 'node:worker_threads';
import { type PngRequest, renderPng } from './renderPng.ts';

/** The thread that renders one picture and ends. What goes wrong is an error of the thread. */
async function main(): Promise<void> {
  parentPort?.postMessage(await renderPng(workerData as PngRequest));
}

void main();
