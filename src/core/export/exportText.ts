import { modelFigures } from '../analysis/modelFigures.ts';
import { formatMessage } from '../diagnostics/message.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { expandDrawing } from '../drawing/expandDrawing.ts';
import type { PackedDrawing } from '../drawing/packedDrawing.ts';
import { packed } from '../drawing/packing.ts';
import { packView, type Viewed } from '../packView.ts';
import { analysisCsv } from '../report/analysisCsv.ts';
import { analysisMarkdown } from '../report/analysisMarkdown.ts';
import { opRecords } from '../report/opRecords.ts';
import { drawingJson } from '../svg/drawingJson.ts';
import { renderSvg } from '../svg/renderSvg.ts';
import { drawingDot } from './drawingDot.ts';
import { drawingMermaid } from './drawingMermaid.ts';
import type { ExportFormat } from './exportFormats.ts';

/** What is written: a spec that could be built, and how much of it is open. */
export interface ExportSource extends Viewed {
  /** The spec's file name, for a page's title where the model has no name. */
  readonly name: string;
}

export type TextFormat = Exclude<ExportFormat, 'png' | 'pdf' | 'html'>;

/** The same text for whoever asks: the command line and the panel write the same files. */
export function exportText(format: TextFormat, source: ExportSource): string {
  switch (format) {
    case 'svg':
      return renderSvg(drawingOf(source));
    case 'json':
      return `${drawingJson(drawingOf(source))}\n`;
    case 'mermaid':
      return drawingMermaid(drawingOf(source));
    case 'dot':
      return drawingDot(drawingOf(source));
    case 'csv':
      return analysisCsv(opRecords(source.model, figuresOf(source)));
    case 'markdown':
      return analysisMarkdown(source.model, source.analysis.paper, figuresOf(source));
  }
}

/** As the panel shows it: with a mark at what has a mistake. */
export function drawingOf(source: Viewed): Drawing {
  return expandDrawing(packedDrawingOf(source));
}

/** The same as it goes to a page. */
export function packedDrawingOf(source: Viewed): PackedDrawing {
  const errors = source.analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: formatMessage(message) }));
  return packed(packView(source, { problems }));
}

function figuresOf({ model, analysis }: ExportSource): ReturnType<typeof modelFigures> {
  return modelFigures(model, analysis.plan, null);
}
