import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatCount } from '../../core/model/formatCount.ts';
import { csv } from '../../core/report/csv.ts';
import { formatShare } from '../../core/report/quantities.ts';
import type { RunSummary, RunsDocument } from '../../protocol/commandLine.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import type { Terminal } from '../terminal.ts';
import { alignedTable, type Column } from '../text/alignedTable.ts';
import { formatDuration } from '../text/formatDuration.ts';
import { runSummary } from '../training/runSummary.ts';

const DEFAULT_FOLDER = 'runs';

/** `resnet runs [DIR]`: the runs in a folder, or the one that the folder is, newest first. */
export async function listRuns(
  folder: string | undefined,
  format: 'text' | 'json' | 'csv',
  terminal: Terminal,
): Promise<ExitCode> {
  const names = folderNames(folder ?? DEFAULT_FOLDER, folder === undefined);
  const candidates = [folder ?? DEFAULT_FOLDER, ...names.map((name) => join(folder ?? DEFAULT_FOLDER, name))];
  const summaries = await Promise.all(candidates.map(runSummary));
  const runs = summaries
    .filter((summary) => summary !== null)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (format === 'json') {
    const document: RunsDocument = { version: 1, runs };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
  } else if (format === 'csv') {
    terminal.out(runsCsv(runs));
  } else if (runs.length === 0) {
    terminal.note(`No runs in ${folder ?? DEFAULT_FOLDER}. Start one with: resnet train FILE\n`);
  } else {
    terminal.out(runsText(runs));
  }
  return 0;
}

function folderNames(folder: string, isDefault: boolean): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' && isDefault) return [];
    if (code === 'ENOENT') throw new CommandFailure(2, `There is no folder ${folder}.`, 'Check the path.');
    if (code === 'ENOTDIR') throw new CommandFailure(2, `${folder} is no folder.`, 'Name a folder of runs.');
    throw new CommandFailure(2, `${folder} cannot be read (${code ?? 'unknown'}).`, 'Check its permissions.');
  }
}

const COLUMNS: readonly Column[] = [
  { title: 'run', align: 'left' },
  { title: 'model', align: 'left' },
  { title: 'state', align: 'left' },
  { title: 'step', align: 'right' },
  { title: 'best test accuracy', align: 'right' },
  { title: 'time', align: 'right' },
];

function runsText(runs: readonly RunSummary[]): string {
  const rows = runs.map((run) => [
    run.run,
    modelCell(run),
    run.state,
    stepCell(run),
    run.bestAccuracy === null ? '' : formatShare(run.bestAccuracy),
    run.seconds === null ? '' : formatDuration(run.seconds),
  ]);
  return `${alignedTable(COLUMNS, rows).join('\n')}\n`;
}

function modelCell({ title, name, variant }: RunSummary): string {
  return [title, name, variant].filter((part) => part !== null).join(', ');
}

function stepCell({ step, steps }: RunSummary): string {
  if (step === null) return '';
  return steps === null ? formatCount(step) : `${formatCount(step)}/${formatCount(steps)}`;
}

/** New columns come last: scripts may count them. */
function runsCsv(runs: readonly RunSummary[]): string {
  const names = [
    'run',
    'name',
    'variant',
    'state',
    'createdAt',
    'backend',
    'device',
    'trainable',
    'step',
    'steps',
    'bestAccuracy',
    'lastAccuracy',
    'seconds',
    'title',
  ] as const;
  return csv([names, ...runs.map((run) => names.map((name) => run[name]))]);
}
