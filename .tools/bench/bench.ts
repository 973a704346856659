import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SERVER_ARGUMENTS } from '../../src/protocol/serverProcess.ts';
import { findChromium } from '../editor/findChromium.ts';
import { kerasScripts, provisionKeras } from '../keras/provisionKeras.ts';
import { cache, root } from '../paths.ts';
import { runChild } from '../runChild.ts';
import { setupContext } from '../setup/setupContext.ts';
import { provisionTensorflow } from '../tensorflow/provisionTensorflow.ts';
import { ToolFailure } from '../toolFailure.ts';
import { type Figure, meetsGoal, ratioOf } from './figure.ts';

const GROUPS = ['keystroke', 'memory', 'layout', 'graph', 'start', 'training'] as const;
type Group = (typeof GROUPS)[number];

/** `run bench [GROUP…] [--json FILE]`. Ends with 0 also where a goal is missed: it reports, tests judge. */
export async function bench(args: readonly string[]): Promise<number> {
  const { groups, jsonFile } = readArguments(args);
  const [before = Number.NaN] = loadavg();
  const figures: Figure[] = [];
  for (const group of groups) {
    process.stderr.write(`measuring ${group} …\n`);
    figures.push(...(await measure(group)));
  }
  const busy = before.toFixed(1);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${busy} before, Node ${process.versions.node}`;
  console.log(`\n${machine}\n\n${figureTable(figures)}`);
  if (jsonFile !== null) {
    const document = { version: 1, machine, figures: figures.map(withVerdict) };
    writeFileSync(jsonFile, `${JSON.stringify(document, null, 2)}\n`);
  }
  return 0;
}

function withVerdict(figure: Figure): object {
  return { ...figure, ratio: ratioOf(figure), meetsGoal: meetsGoal(figure) };
}

function readArguments(args: readonly string[]): { groups: readonly Group[]; jsonFile: string | null } {
  const rest = [...args];
  const at = rest.indexOf('--json');
  const jsonFile = at < 0 ? null : (rest.splice(at, 2)[1] ?? null);
  if (at >= 0 && jsonFile === null) throw new ToolFailure('--json wants a file.', 'Write --json FILE.');
  const unknown = rest.find((name) => !GROUPS.some((group) => group === name));
  if (unknown !== undefined) {
    throw new ToolFailure(`There is nothing to measure named ${unknown}.`, `Choose of: ${GROUPS.join(', ')}`);
  }
  const asked = GROUPS.filter((group) => rest.includes(group));
  return { groups: asked.length === 0 ? GROUPS : asked, jsonFile };
}

/** Bundles a group as the product is bundled, and runs it in a process of its own. */
async function measure(group: Group): Promise<Figure[]> {
  const folder = join(cache, 'bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, `${group}.cjs`);
  await build({
    entryPoints: [join(root, '.tools/bench', `${group}.ts`)],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    loader: { '.yaml': 'text' },
    // Drives the browser from files of its own.
    external: ['playwright-core'],
    logLevel: 'error',
  });
  const { args, env } = await settingsFor(group);
  // As the language server is started, which is what these two measure.
  const flags = group === 'keystroke' || group === 'memory' ? SERVER_ARGUMENTS : [];
  const command = [...flags, '--no-deprecation', program, root, ...args];
  const { code, output } = await runChild(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (code !== 0) throw new ToolFailure(`Measuring ${group} failed.`, 'The reason stands above.');
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Figure[];
}

/** What only the tools can find is handed to the group's process. */
async function settingsFor(group: Group): Promise<{ args: string[]; env: Record<string, string> }> {
  if (group === 'training') return tensorflowSettings();
  return { args: group === 'graph' ? [await findChromium(setupContext())] : [], env: {} };
}

/** What a worker's environment holds (see the training room), for a process that starts here. */
async function tensorflowSettings(): Promise<{ args: string[]; env: Record<string, string> }> {
  const tensorflow = await provisionTensorflow(setupContext());
  if (tensorflow === undefined) {
    throw new ToolFailure('There is no TensorFlow to measure.', 'The reason stands above.');
  }
  const env = {
    LD_LIBRARY_PATH: tensorflow.library,
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
  return { args: [tensorflow.addon, ...(await kerasArguments())], env };
}

/** Without Keras the product's own rates are measured all the same. */
async function kerasArguments(): Promise<string[]> {
  try {
    const { python, packages } = await provisionKeras(setupContext());
    return [python, packages, join(kerasScripts, 'trainSteps.py')];
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    process.stderr.write(`no Keras to compare with: ${error.message}\nnext: ${error.next}\n`);
    return [];
  }
}

function figureTable(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'p50', 'p95', 'unit', 'ratio', 'to', 'goal'],
    ...figures.map((figure) => [
      figure.name,
      digits(figure.p50),
      figure.p95 === null ? '' : digits(figure.p95),
      figure.unit,
      ratioCell(figure),
      figure.yardstick === null ? '' : `${figure.yardstick.name} (${digits(figure.yardstick.p50)})`,
      goalCell(figure),
    ]),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, at) => pad(cell, at, widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, column: number, width: number): string {
  const isNumber = column === 1 || column === 2 || column === 4;
  return isNumber ? cell.padStart(width) : cell.padEnd(width);
}

function ratioCell(figure: Figure): string {
  const ratio = ratioOf(figure);
  if (ratio === null) return '';
  const rounds = figure.yardstick?.rounds;
  const spread = rounds === undefined ? '' : ` (${rounds.p10.toFixed(2)}–${rounds.p90.toFixed(2)})`;
  return `${ratio.toFixed(2)} ×${spread}`;
}

function goalCell(figure: Figure): string {
  const { goal } = figure;
  if (goal === null) return '';
  const limit = goal.atMost === undefined ? `≥ ${goal.atLeast ?? ''}` : `≤ ${goal.atMost}`;
  return `${goal.on} ${limit}: ${meetsGoal(figure) === true ? 'met' : 'MISSED'}`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
