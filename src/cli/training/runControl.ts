import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  type ControlAddress,
  type ControlRequest,
  type ControlResponse,
  controlResponseSchema,
} from '../../protocol/trainingControl.ts';
import { jsonLines } from './jsonLines.ts';

type Command = Exclude<ControlRequest['type'], 'subscribe'>;

/** Connects to a run's control socket; null where nobody answers. */
async function open(address: ControlAddress): Promise<Socket | null> {
  const socket = connect(address.path);
  try {
    await once(socket, 'connect');
  } catch {
    return null;
  }
  socket.on('error', () => undefined); // an end of the worker is an end of the stream
  return socket;
}

async function* responses(socket: Socket): AsyncGenerator<ControlResponse> {
  for await (const value of jsonLines(socket)) {
    const parsed = controlResponseSchema.safeParse(value);
    if (parsed.success) yield parsed.data;
  }
}

function send(socket: Socket, request: ControlRequest): void {
  socket.write(`${JSON.stringify(request)}\n`);
}

/** Every answer to `subscribe`, from the run's first event on, until the run or the connection ends. */
export async function* subscribe(address: ControlAddress): AsyncGenerator<ControlResponse> {
  const socket = await open(address);
  if (socket === null) return;
  try {
    send(socket, { type: 'subscribe', token: address.token, after: 0 });
    yield* responses(socket);
  } finally {
    socket.destroy();
  }
}

/** The answer to one request; null where the worker is gone or says nothing within `timeoutMs`. */
export async function askRun(
  address: ControlAddress,
  type: Command,
  timeoutMs = 2000,
): Promise<ControlResponse | null> {
  const socket = await open(address);
  if (socket === null) return null;
  socket.setTimeout(timeoutMs, () => socket.destroy());
  try {
    send(socket, { type, token: address.token });
    for await (const response of responses(socket)) return response;
    return null;
  } finally {
    socket.destroy();
  }
}
