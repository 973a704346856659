import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnalyzeOptions, analyze } from '../../src/core/analyze.ts';
import { drawModel } from '../../src/core/drawing/drawModel.ts';
import type { Level } from '../../src/core/drawing/viewState.ts';
import { type Figure, percentile, printFigures, timeRounds } from './figure.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly options: AnalyzeOptions;
  readonly level: Level;
  readonly rounds: number;
}

const CASES: readonly Case[] = [
  { name: 'ResNet-20, blocks', file: 'resnet-cifar10', options: {}, level: 'blocks', rounds: 100 },
  {
    name: 'ResNet-152, blocks',
    file: 'resnet-imagenet-bottleneck',
    options: { variant: 'resnet152' },
    level: 'blocks',
    rounds: 100,
  },
  {
    name: 'ResNet-1202, blocks',
    file: 'resnet-cifar10',
    options: { variant: 'resnet1202' },
    level: 'blocks',
    rounds: 100,
  },
  {
    name: 'ResNet-1202, all 4,207 ops',
    file: 'resnet-cifar10',
    options: { variant: 'resnet1202' },
    level: 'ops',
    rounds: 10,
  },
];

function layoutFigure(root: string, { name, file, options, level, rounds }: Case): Figure {
  const { model } = analyze(readFileSync(join(root, `examples/${file}.resnet.yaml`), 'utf8'), options);
  if (model === null) throw new Error(`${file} has no model`);
  const times = timeRounds(rounds, () => {
    drawModel(model, { level, toggled: {} });
  });
  return {
    name: `layout of ${name}`,
    unit: 'ms',
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    goal: null,
    yardstick: null,
  };
}

const root = process.argv[2] ?? '.';
printFigures(CASES.map((each) => layoutFigure(root, each)));
