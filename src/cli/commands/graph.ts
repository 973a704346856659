import { basename } from 'node:path';
import { formatMessage } from '../../core/diagnostics/message.ts';
import type { Direction, Level } from '../../core/drawing/viewState.ts';
import { type ExportFormat, exportEndings, exportFormatOf } from '../../core/export/exportFormats.ts';
import type { BuiltSpec, ExportSource } from '../../core/export/exportText.ts';
import { type Exported, exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import type { ExportFiles } from '../../pictures/exportFiles.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import { writeResultFile } from '../output/writeResultFile.ts';
import type { Terminal } from '../terminal.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface GraphOptions extends SpecOptions {
  readonly out: string;
  readonly expand: 'all' | 'stages' | 'sizes' | 'blocks';
  readonly direction: Direction;
  readonly twin?: true;
  readonly scale?: number;
  /** An earlier spec: what differs from it is marked. */
  readonly before?: string;
  /** Of the earlier spec; with it alone another variant of the same file. */
  readonly beforeVariant?: string;
}

const LEVEL_OF: Readonly<Record<GraphOptions['expand'], Level>> = {
  all: 'ops',
  blocks: 'blocks',
  sizes: 'sizes',
  stages: 'stages',
};

/** `resnet graph FILE --out X`: the drawing that the panel shows; of a spec with mistakes what could be built. */
export async function graph(
  file: string,
  options: GraphOptions,
  terminal: Terminal,
  files: ExportFiles,
): Promise<ExitCode> {
  const format = formatOf(options);
  const analysis = analyzeFile(file, options);
  reportDiagnostics(file, analysis, terminal);
  const { model } = analysis;
  if (model === null) {
    throw new CommandFailure(1, `${file} could not be built.`, 'Mend the mistakes above first.');
  }
  const view = {
    level: LEVEL_OF[options.expand],
    toggled: {},
    direction: options.direction,
    twin: options.twin,
  };
  const before = readBefore(file, options, terminal);
  const source = { name: basename(file), analysis, model, view, before };
  const { content, missing } = await exported(format, source, options.scale ?? null, files);
  writeResultFile(options.out, content);
  if (missing !== '') terminal.note(missingText(missing, format, terminal));
  terminal.note(`${options.out} written.\n`);
  return hasErrors(analysis) ? 1 : 0;
}

function readBefore(file: string, options: GraphOptions, terminal: Terminal): BuiltSpec | null {
  const { before, beforeVariant, set = {} } = options;
  if (before === undefined && beforeVariant === undefined) return null;
  const earlier = before ?? file;
  const spec = { set, ...(beforeVariant === undefined ? {} : { variant: beforeVariant }) };
  const analysis = analyzeFile(earlier, spec);
  const { model } = analysis;
  if (model !== null) return { name: nameOf(earlier, beforeVariant), analysis, model };
  reportDiagnostics(earlier, analysis, terminal);
  throw new CommandFailure(1, `${earlier} could not be built.`, 'Mend the mistakes above first.');
}

function nameOf(file: string, variant: string | undefined): string {
  return variant === undefined ? basename(file) : `${basename(file)} (${variant})`;
}

function formatOf({ out, scale, before, beforeVariant, twin }: GraphOptions): ExportFormat {
  const format = exportFormatOf(out);
  if (format === null) {
    const endings = `End the name in ${exportEndings().join(', ')}.`;
    throw new CommandFailure(2, `${out} does not say what to draw.`, endings);
  }
  if ((before !== undefined || beforeVariant !== undefined) && twin === true) {
    throw new CommandFailure(
      2,
      'A comparison cannot be drawn beside a plain twin.',
      'Leave out --twin, or --before and --before-variant.',
    );
  }
  if (scale !== undefined && format !== 'png') {
    throw new CommandFailure(
      2,
      `--scale is for .png, not for ${out}.`,
      'Leave it out: the others have no pixels.',
    );
  }
  return format;
}

async function exported(
  format: ExportFormat,
  source: ExportSource,
  scale: number | null,
  files: ExportFiles,
): Promise<Exported> {
  try {
    return await exportDrawing(format, source, scale, files);
  } catch (error) {
    if (!(error instanceof ExportFailure)) throw error;
    const { kind, reason, whatToDo } = error;
    throw new CommandFailure(kind === 'missing' ? 3 : 2, formatMessage(reason), formatMessage(whatToDo));
  }
}

const SHOWN_CHARACTERS = 10;

function missingText(missing: string, format: ExportFormat, { noteStyle }: Terminal): string {
  const characters = Array.from(missing);
  const more = characters.length > SHOWN_CHARACTERS ? ' …' : '';
  const shown = characters.slice(0, SHOWN_CHARACTERS).join(' ');
  return `${noteStyle.yellow('note:')} the font for ${format.toUpperCase()} lacks ${shown}${more}, drawn as empty boxes. An .svg keeps them.\n`;
}
