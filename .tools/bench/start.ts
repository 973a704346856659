import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, percentile, printFigures } from './figure.ts';

const ROUNDS = 9;
const root = process.argv[2] ?? '.';
const built = (name: string): string => join(root, 'dist', name);

/** Milliseconds from starting a program with these arguments to its end. */
function runTimes(args: readonly string[]): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status ?? 'a signal'}`);
    return performance.now() - start;
  });
}

/** Milliseconds from starting the language server to its answer to `initialize`. */
async function serverStart(): Promise<number> {
  const start = performance.now();
  const server = spawn(process.execPath, [built('server.cjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const params = { processId: process.pid, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  await once(server.stdout, 'data');
  const taken = performance.now() - start;
  server.kill('SIGKILL');
  await once(server, 'close');
  return taken;
}

async function serverTimes(): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await serverStart());
  return times;
}

function figure(name: string, times: readonly number[], bareNode: number, goal: Figure['goal']): Figure {
  return {
    name,
    unit: 'ms',
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    goal,
    yardstick: { name: 'a bare start of Node', p50: bareNode },
  };
}

async function main(): Promise<void> {
  for (const name of ['cli.cjs', 'server.cjs', 'training.cjs']) {
    if (!existsSync(built(name))) throw new Error(`dist/${name} is missing: npm run build`);
  }
  const bareNode = percentile(runTimes(['-e', '0']), 0.5);
  const deepest = ['analyze', 'examples/resnet-imagenet-bottleneck.resnet.yaml', '--variant', 'resnet152'];
  printFigures([
    figure('resnet analyze of ResNet-152, cold', runTimes([built('cli.cjs'), ...deepest]), bareNode, {
      on: 'p50',
      atMost: 500,
    }),
    figure('start of the language server', await serverTimes(), bareNode, {
      on: 'p50',
      atMost: 150,
    }),
    figure('start of TensorFlow (resnet doctor)', runTimes([built('cli.cjs'), 'doctor']), bareNode, null),
  ]);
}

void main();
