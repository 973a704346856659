import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../src/core/analyze.ts';
import { packModel } from '../../src/core/drawing/drawModel.ts';
import { expandDrawing } from '../../src/core/drawing/expandDrawing.ts';
import type { PackedDrawing } from '../../src/core/drawing/packedDrawing.ts';
import { packed } from '../../src/core/drawing/packing.ts';
import type { Level } from '../../src/core/drawing/viewState.ts';
import { type Figure, percentile, printFigures, timeRounds } from './figure.ts';
import { type BenchPage, openBenchPage } from './graphPage.ts';
import { followFigures, keyFigures } from './panelOpen.ts';

const ROUNDS = 7;
const [, , root = '.', chromium = 'chromium'] = process.argv;

/** What the panel shows while one does nothing but look; a wheel's notch is 100, a pinch's step much less. */
const MOVES = [
  { name: 'panning', step: { deltaY: 100, ctrlKey: false } },
  { name: 'panning fast', step: { deltaY: 900, ctrlKey: false } },
  { name: 'zooming out', step: { deltaY: 25, ctrlKey: true } },
  { name: 'panning the overview', step: { deltaY: -20, ctrlKey: false } },
  { name: 'zooming in', step: { deltaY: -25, ctrlKey: true } },
] as const;

function itemsOf(drawing: PackedDrawing): number {
  const { nodes, edges, texts } = expandDrawing(drawing);
  return nodes.length + edges.length + texts.length;
}

async function showFigure(
  page: BenchPage,
  drawing: PackedDrawing,
  level: Level,
  goal: number,
): Promise<Figure> {
  const times: number[] = [];
  const plain: number[] = [];
  const count = itemsOf(drawing);
  for (let round = 0; round < ROUNDS; round++) {
    plain.push(await page.plainElements(count));
    times.push(await page.show(drawing, level));
  }
  return {
    name: `ResNet-1202, ${level}: message to painted frame`,
    unit: 'ms',
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    goal: { on: 'p50', atMost: goal },
    yardstick: {
      name: `${count.toLocaleString('en')} paragraphs in an empty page`,
      p50: percentile(plain, 0.5),
    },
  };
}

/** The rate of the median frame, and of the one that only a twentieth is slower than. */
async function frameFigures(page: BenchPage): Promise<Figure[]> {
  const resting = 1000 / percentile(await page.rest(), 0.5);
  const figures: Figure[] = [];
  for (const { name, step } of MOVES) {
    const times = await page.turnWheel(step);
    figures.push({
      name: `ResNet-1202, ops: ${name}`,
      unit: 'frames/s',
      p50: 1000 / percentile(times, 0.5),
      p95: 1000 / percentile(times, 0.95),
      goal: { on: 'p50', atLeast: 30 },
      yardstick: { name: 'the same page at rest', p50: resting },
    });
  }
  return figures;
}

async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist/webview/graph.js')))
    throw new Error('dist/webview is missing: npm run build');
  const text = readFileSync(join(root, 'examples/resnet-cifar10.resnet.yaml'), 'utf8');
  const { model } = analyze(text, { variant: 'resnet1202' });
  if (model === null) throw new Error('the example has no model');
  const draw = (level: Level): PackedDrawing => packed(packModel(model, { level, toggled: {} }));
  const layout = timeRounds(ROUNDS, () => draw('ops'), 3);
  const page = await openBenchPage(root, chromium);
  try {
    const shown = [
      await showFigure(page, draw('stages'), 'stages', 300),
      await showFigure(page, draw('ops'), 'ops', 1500),
    ];
    const frames = await frameFigures(page);
    const follows = await followFigures(root, page);
    const keys = await keyFigures(root);
    printFigures([
      {
        name: 'ResNet-1202, ops: laid out',
        unit: 'ms',
        p50: percentile(layout, 0.5),
        p95: percentile(layout, 0.95),
        goal: { on: 'p50', atMost: 1000 },
        yardstick: null,
      },
      ...shown,
      ...frames,
      ...follows,
      ...keys,
    ]);
  } finally {
    await page.close();
  }
}

void main();
