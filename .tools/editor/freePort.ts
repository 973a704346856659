import { createServer } from 'node:net';
import { ToolFailure } from '../toolFailure.ts';

/**
 * A port of this machine that nobody listens on.
 * @param wanted the port to take, or 0 for any.
 * @throws {ToolFailure} where the wanted one is taken or not allowed.
 */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new ToolFailure(
          `Port ${wanted} cannot be used (${error.code ?? error.message}).`,
          'Give another one with --port, or leave it out for a free one.',
          error,
        ),
      );
    });
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
