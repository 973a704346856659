import type { Backend } from '../../src/training/backends/backend.ts';
import { openTensorflowBackend } from '../../src/training/backends/tensorflowBackend.ts';
import { type Figure, percentile, printFigures, spreadOf } from './figure.ts';
import { KerasProcess } from './kerasProcess.ts';
import { createProductStep } from './productStep.ts';
import { BOTTLENECK29, RESNET20, RESNET110, type TrainedNet } from './trainedNets.ts';

/** Rounds that are not counted: both sides are slower at first. */
const WARM_UP = 3;

interface Measurement {
  readonly net: TrainedNet;
  readonly batch: number;
  readonly rounds: number;
  /** Times Keras' rate. */
  readonly goal: number;
}

const MEASUREMENTS: readonly Measurement[] = [
  { net: RESNET20, batch: 128, rounds: 21, goal: 1.15 },
  { net: RESNET20, batch: 32, rounds: 61, goal: 1.15 },
  { net: RESNET110, batch: 128, rounds: 9, goal: 1 },
  { net: BOTTLENECK29, batch: 128, rounds: 11, goal: 1 },
];

interface Keras {
  readonly process: KerasProcess;
  readonly name: string;
}

/** Steps of both in turn, so that whatever else the machine does meets both alike. */
async function compare(
  backend: Backend,
  keras: Keras | null,
  { net, batch, rounds, goal }: Measurement,
): Promise<Figure> {
  const step = createProductStep(net.spec, batch, backend);
  const trained = await keras?.process.take(net.keras, batch);
  if (trained !== undefined && trained !== step.trained) throw new Error('Keras trains another net');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= WARM_UP + rounds; round++) {
    const time = step.run(round);
    const other = await keras?.process.step();
    if (round <= WARM_UP) continue;
    ours.push(time);
    if (other !== undefined) theirs.push(other);
  }
  step.dispose();
  const rate = (times: readonly number[], share: number): number => (1000 * batch) / percentile(times, share);
  const figure = { name: `training of ${net.name}, batch ${batch}`, unit: 'examples/s' } as const;
  const rates = { p50: rate(ours, 0.5), p95: rate(ours, 0.95) };
  if (keras === null) return { ...figure, ...rates, goal: null, yardstick: null };
  const yardstick = { name: keras.name, p50: rate(theirs, 0.5), rounds: spreadOf(ours, theirs) };
  return { ...figure, ...rates, goal: { on: 'ratio', atLeast: goal }, yardstick };
}

async function startKeras(python: string, packages: string, script: string): Promise<Keras> {
  const process = new KerasProcess({ python, packages, script });
  return { process, name: await process.started() };
}

/** Arguments: the checkout, the addon and, where Keras is there, its Python, its packages and the script for it. */
async function main(): Promise<void> {
  const [, , , addon = '', python, packages = '', script = ''] = process.argv;
  const backend = await openTensorflowBackend({ addon, beforeKernel: () => undefined });
  const keras = python === undefined ? null : await startKeras(python, packages, script);
  const figures: Figure[] = [];
  for (const measurement of MEASUREMENTS) figures.push(await compare(backend, keras, measurement));
  keras?.process.end();
  printFigures(figures);
}

void main();
