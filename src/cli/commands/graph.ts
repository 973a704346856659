import { extname } from 'node:path';
import { drawModel } from '../../core/drawing/drawModel.ts';
import type { Level } from '../../core/drawing/viewState.ts';
import { drawingJson } from '../../core/svg/drawingJson.ts';
import { renderSvg } from '../../core/svg/renderSvg.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import { type PngAssets, renderPng } from '../output/renderPng.ts';
import { writeResultFile } from '../output/writeResultFile.ts';
import type { Terminal } from '../terminal.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface GraphOptions extends SpecOptions {
  readonly out: string;
  readonly expand: 'all' | 'stages' | 'blocks';
}

const LEVEL_OF: Readonly<Record<GraphOptions['expand'], Level>> = {
  all: 'ops',
  blocks: 'blocks',
  stages: 'stages',
};
const FORMATS = ['.svg', '.png', '.json'];

/** `resnet graph FILE --out X`: the drawing that the panel shows; of a spec with mistakes what could be built. */
export async function graph(
  file: string,
  options: GraphOptions,
  terminal: Terminal,
  assets: PngAssets,
): Promise<ExitCode> {
  const format = extname(options.out).toLowerCase();
  if (!FORMATS.includes(format)) {
    throw new CommandFailure(
      2,
      `${options.out} does not say what to draw.`,
      `End the name in ${FORMATS.join(', ')}.`,
    );
  }
  const analysis = analyzeFile(file, options);
  reportDiagnostics(file, analysis, terminal);
  if (analysis.model === null) {
    throw new CommandFailure(1, `${file} could not be built.`, 'Mend the mistakes above first.');
  }
  const drawing = drawModel(analysis.model, { level: LEVEL_OF[options.expand], toggled: {} });
  if (format === '.json') writeResultFile(options.out, `${drawingJson(drawing)}\n`);
  else if (format === '.svg') writeResultFile(options.out, renderSvg(drawing));
  else {
    const { bytes, missing } = await renderPng(renderSvg(drawing), drawing.bounds, assets);
    writeResultFile(options.out, bytes);
    if (missing !== '') terminal.note(missingText(missing, terminal));
  }
  terminal.note(`${options.out} written.\n`);
  return hasErrors(analysis) ? 1 : 0;
}

const SHOWN_CHARACTERS = 10;

function missingText(missing: string, { noteStyle }: Terminal): string {
  const characters = Array.from(missing);
  const more = characters.length > SHOWN_CHARACTERS ? ' …' : '';
  const shown = characters.slice(0, SHOWN_CHARACTERS).join(' ');
  return `${noteStyle.yellow('note:')} the font for PNG lacks ${shown}${more}, drawn as empty boxes. An .svg keeps them.\n`;
}
