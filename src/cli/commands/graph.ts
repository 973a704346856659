import { basename } from 'node:path';
import type { Analysis } from '../../core/analyze.ts';
import { formatMessage } from '../../core/diagnostics/message.ts';
import type { Direction, Level } from '../../core/drawing/viewState.ts';
import { type ExportFormat, exportEndings, exportFormatOf } from '../../core/export/exportFormats.ts';
import type { BuiltSpec, ExportSource } from '../../core/export/exportText.ts';
import { beyondMermaid } from '../../core/export/mermaidLimits.ts';
import { type Exported, exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import type { ExportFiles } from '../../pictures/exportFiles.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { analyzeFile, hasErrors, identityOf, type SpecOptions } from '../input/analyzedSpec.ts';
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
  /** Of the earlier spec, without it the same where it has that; with it alone another variant of the same file. */
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
  const before = readBefore(file, analysis, options, terminal);
  const source = { name: basename(file), analysis, model, view, before };
  const { content, missing } = await exported(format, source, options.scale ?? null, files);
  writeResultFile(options.out, content);
  if (missing !== '') note(missingText(missing, format), terminal);
  const beyond = format === 'mermaid' ? beyondMermaid(String(content)) : null;
  if (beyond !== null) note(`${formatMessage(beyond)} Take --expand stages or blocks, or an .svg.`, terminal);
  terminal.note(`${options.out} written.\n`);
  return hasErrors(analysis) || (before !== null && hasErrors(before.analysis)) ? 1 : 0;
}

/** A spec with mistakes is compared as far as it could be built, with its mistakes said. */
function readBefore(
  file: string,
  present: Analysis,
  options: GraphOptions,
  terminal: Terminal,
): BuiltSpec | null {
  const { before, beforeVariant, set = {} } = options;
  if (before === undefined && beforeVariant === undefined) return null;
  const earlier = before ?? file;
  const asked = beforeVariant ?? sameVariant(earlier, options, terminal);
  const analysis = analyzeFile(earlier, { set, ...(asked === undefined ? {} : { variant: asked }) });
  const known = before === undefined ? present.diagnostics.map(identityOf) : [];
  const diagnostics = analysis.diagnostics.filter((each) => !known.includes(identityOf(each)));
  if (hasErrors(analysis)) reportDiagnostics(earlier, { ...analysis, diagnostics }, terminal);
  const { model } = analysis;
  if (model !== null) return { name: nameOf(earlier, asked), analysis, model };
  throw new CommandFailure(1, `${earlier} could not be built.`, 'Mend the mistakes above first.');
}

/** The variant that is drawn, where the earlier spec has it, too. */
function sameVariant(earlier: string, { variant }: GraphOptions, terminal: Terminal): string | undefined {
  if (variant === undefined || analyzeFile(earlier, {}).spec.variants.includes(variant)) return variant;
  note(
    `${earlier} has no variant ${variant} and is compared without. --before-variant names another.`,
    terminal,
  );
  return undefined;
}

function nameOf(file: string, variant: string | undefined): string {
  return variant === undefined ? basename(file) : `${basename(file)} (${variant})`;
}

function note(text: string, { note: print, noteStyle }: Terminal): void {
  print(`${noteStyle.yellow('note:')} ${text}\n`);
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
  if (twin === true && (format === 'csv' || format === 'markdown')) {
    throw new CommandFailure(
      2,
      `--twin is for drawings, and ${out} is a table.`,
      'Leave it out: the twin has the ops of the net but for its shortcuts.',
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

function missingText(missing: string, format: ExportFormat): string {
  const characters = Array.from(missing);
  const more = characters.length > SHOWN_CHARACTERS ? ' …' : '';
  const shown = characters.slice(0, SHOWN_CHARACTERS).join(' ');
  return `the font for ${format.toUpperCase()} lacks ${shown}${more}, drawn as empty boxes. An .svg keeps them.`;
}
