import { connect } from 'node:net';
import {
  type ControlAddress,
  type ControlRequest,
  type ControlResponse,
  controlResponseSchema,
} from '../../protocol/trainingControl.ts';
import { onLines } from './onLines.ts';

/** Sends one request; null where nobody answers in time: the run has ended or was killed. */
export function askRun(
  address: ControlAddress,
  type: Exclude<ControlRequest['type'], 'subscribe'>,
  timeoutMs: number,
): Promise<ControlResponse | null> {
  return new Promise((resolve) => {
    const socket = connect(address.path);
    const finish = (response: ControlResponse | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(response);
    };
    const timer = setTimeout(() => {
      finish(null);
    }, timeoutMs);
    socket.on('error', () => {
      finish(null);
    });
    socket.on('connect', () => {
      const request: ControlRequest = { type, token: address.token };
      socket.write(`${JSON.stringify(request)}\n`);
    });
    socket.on('close', () => {
      finish(null);
    });
    onLines(socket, (line) => {
      finish(parseResponse(line));
    });
  });
}

function parseResponse(line: string): ControlResponse | null {
  try {
    return controlResponseSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
