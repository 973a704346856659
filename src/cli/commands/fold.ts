import { resolve } from 'node:path';
import { formatCount } from '../../core/model/formatCount.ts';
import { countOf } from '../../core/report/quantities.ts';
import type { LauncherMessage } from '../../protocol/launcher.ts';
import type { ExitCode } from '../commandFailure.ts';
import { launcherDocument } from '../documents/launcherDocument.ts';
import type { Terminal } from '../terminal.ts';
import { alignedTable, type Column } from '../text/alignedTable.ts';
import { askLauncher } from '../training/askLauncher.ts';

export interface FoldOptions {
  readonly out: string;
  readonly checkpoint?: string;
  readonly format: 'text' | 'json';
}

type Folded = Extract<LauncherMessage, { type: 'folded' }>;

/** `resnet fold RUN --out DIR`: a run with fewer layers that gives the same at test. */
export async function fold(
  run: string,
  options: FoldOptions,
  terminal: Terminal,
  program: string,
): Promise<ExitCode> {
  const request = { run: resolve(run), checkpoint: options.checkpoint ?? null, out: resolve(options.out) };
  const folded = await askLauncher(program, { command: 'fold', request, answer: 'folded' });
  terminal.out(
    options.format === 'json' ? `${JSON.stringify(launcherDocument(folded), null, 2)}\n` : foldedText(folded),
  );
  return 0;
}

const COLUMNS: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'before', align: 'right' },
  { title: 'after', align: 'right' },
  { title: 'difference', align: 'right' },
];

function foldedText({ folded, into, step, checkpoint, out, before, after }: Folded): string {
  const rows = [
    ['trainable parameters', ...change(before.trainable, after.trainable)],
    ['non-trainable', ...change(before.nonTrainable, after.nonTrainable)],
    ['multiply-adds', ...change(before.macs, after.macs)],
  ];
  const lines = [
    `${countOf(folded, 'layer')} folded into ${formatCount(into)}`,
    ...alignedTable(COLUMNS, rows),
    `checkpoint of step ${formatCount(step)}: ${checkpoint}`,
    `the folded run, for resnet evaluate: ${out}`,
  ];
  return `${lines.join('\n')}\n`;
}

function change(before: number, after: number): string[] {
  const difference = after - before;
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  return [formatCount(before), formatCount(after), `${sign}${formatCount(Math.abs(difference))}`];
}
