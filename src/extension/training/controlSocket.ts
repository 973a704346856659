import { createConnection } from 'node:net';
import {
  type ControlAddress,
  type ControlRequest,
  type ControlResponse,
  controlResponseSchema,
} from '../../protocol/trainingControl.ts';
import { LineReader } from './lineReader.ts';

/** Without the token, which the address brings. */
export type ControlCall = ControlRequest extends infer R
  ? R extends unknown
    ? Omit<R, 'token'>
    : never
  : never;

/**
 * Sends one request and delivers the answers, those of one chunk together, until the run or the signal
 * closes the connection. Resolves true where the run could be reached at all.
 */
export function converse(
  address: ControlAddress,
  request: ControlCall,
  onResponses: (responses: readonly ControlResponse[], close: () => void) => void,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address.path);
    const lines = new LineReader();
    let isReached = false;
    const close = (): void => {
      socket.destroy();
    };
    if (signal.aborted) close();
    signal.addEventListener('abort', close, { once: true });
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      isReached = true;
      socket.write(`${JSON.stringify({ ...request, token: address.token })}\n`);
    });
    socket.on('data', (chunk: string) => {
      const responses = lines.push(chunk).flatMap(parseResponse);
      if (responses.length > 0) onResponses(responses, close);
    });
    // `close` follows every error; a socket that nobody listens at is a run that has ended.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      signal.removeEventListener('abort', close);
      resolve(isReached);
    });
  });
}

/** Asks one question and gives the first answer; null where nobody answers in time. */
export async function ask(
  address: ControlAddress,
  request: ControlCall,
  timeoutMs: number,
): Promise<ControlResponse | null> {
  let answer: ControlResponse | null = null;
  await converse(
    address,
    request,
    (responses, close) => {
      answer ??= responses[0] ?? null;
      close();
    },
    AbortSignal.timeout(timeoutMs),
  );
  return answer;
}

function parseResponse(line: string): ControlResponse[] {
  try {
    return [controlResponseSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
