import { modelFigures } from '../analysis/modelFigures.ts';
import type { Analysis } from '../analyze.ts';
import { formatMessage } from '../diagnostics/message.ts';
import { drawComparison } from '../drawing/drawComparison.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { drawModel } from '../drawing/drawModel.ts';
import { drawTwin } from '../drawing/drawTwin.ts';
import type { ViewState } from '../drawing/viewState.ts';
import type { Model } from '../model/model.ts';
import { plainTwin } from '../plainTwin.ts';
import { analysisCsv } from '../report/analysisCsv.ts';
import { analysisMarkdown } from '../report/analysisMarkdown.ts';
import { opRecords } from '../report/opRecords.ts';
import { drawingJson } from '../svg/drawingJson.ts';
import { renderSvg } from '../svg/renderSvg.ts';
import { drawingDot } from './drawingDot.ts';
import { drawingMermaid } from './drawingMermaid.ts';
import type { ExportFormat } from './exportFormats.ts';

/** What is written: a spec that could be built, and how much of it is open. */
export interface ExportSource {
  /** The spec's file name, for a page's title where the model has no name. */
  readonly name: string;
  readonly analysis: Analysis;
  readonly model: Model;
  readonly view: ViewState;
  /** What the drawing is compared with; absent for nothing. */
  readonly before?: Model;
}

export type TextFormat = Exclude<ExportFormat, 'png' | 'html'>;

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
export function drawingOf({ analysis, model, view, before }: Omit<ExportSource, 'name'>): Drawing {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: formatMessage(message) }));
  if (before !== undefined) return drawComparison(before, model, view, { problems });
  const plain = view.twin === true ? plainTwin(analysis) : null;
  return plain === null ? drawModel(model, view, { problems }) : drawTwin(plain, model, view, { problems });
}

function figuresOf({ model, analysis }: ExportSource): ReturnType<typeof modelFigures> {
  return modelFigures(model, analysis.plan, null);
}
