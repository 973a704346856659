import type { ErrorEvent } from '../../protocol/trainingEvents.ts';
import { TrainingError } from '../trainingError.ts';

/** Any failure as an event. What nobody foresaw keeps its stack, on the error output that goes to the log. */
export function errorEvent(error: unknown): ErrorEvent {
  if (error instanceof TrainingError) {
    return { event: 'error', code: error.code, message: error.message, exitCode: error.exitCode };
  }
  const text = error instanceof Error ? error.message : String(error);
  console.error(error);
  if (/\bOOM\b|out of memory|allocat|RESOURCE_EXHAUSTED/i.test(text)) {
    return {
      event: 'error',
      code: 'out-of-memory',
      message: `There was not enough memory for this net and batch (${firstLine(text)}). Use a smaller \`batch\`.`,
      exitCode: 3,
    };
  }
  return {
    event: 'error',
    code: 'internal',
    message: `Training failed in a way that is our mistake: ${firstLine(text)}. The run's worker.log says more.`,
    exitCode: 1,
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
