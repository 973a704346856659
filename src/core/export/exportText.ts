import { modelFigures } from '../analysis/modelFigures.ts';
import type { Analysis } from '../analyze.ts';
import { formatMessage } from '../diagnostics/message.ts';
import { diffCsv } from '../diff/diffCsv.ts';
import { diffModels } from '../diff/diffModels.ts';
import { type DiffSide, specDiffMarkdown } from '../diff/specDiffMarkdown.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { expandDrawing } from '../drawing/expandDrawing.ts';
import type { PackedDrawing } from '../drawing/packedDrawing.ts';
import { packed } from '../drawing/packing.ts';
import type { ViewState } from '../drawing/viewState.ts';
import type { Model } from '../model/model.ts';
import { packView } from '../packView.ts';
import { analysisCsv } from '../report/analysisCsv.ts';
import { analysisMarkdown } from '../report/analysisMarkdown.ts';
import { drawingJson } from '../svg/drawingJson.ts';
import { renderSvg } from '../svg/renderSvg.ts';
import { drawingDot } from './drawingDot.ts';
import { drawingMermaid } from './drawingMermaid.ts';
import type { ExportFormat } from './exportFormats.ts';

/** A spec that could be built. */
export interface BuiltSpec {
  /** As people know it: its file's name, or what is compared. */
  readonly name: string;
  readonly analysis: Analysis;
  readonly model: Model;
}

/** What is written: a spec, how much of it is open, and what it is compared with (null: nothing). */
export interface ExportSource extends BuiltSpec {
  readonly view: ViewState;
  readonly before: BuiltSpec | null;
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
    case 'markdown':
      return source.before === null ? opsText(format, source) : changesText(format, source.before, source);
  }
}

/** As the panel shows it: with a mark at what has a mistake, and at what differs from before. */
export function drawingOf(source: Omit<ExportSource, 'name'>): Drawing {
  return expandDrawing(packedDrawingOf(source));
}

/** The same as it goes to a page. */
export function packedDrawingOf({
  analysis,
  model,
  view,
  before,
}: Omit<ExportSource, 'name'>): PackedDrawing {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: formatMessage(message) }));
  return packed(packView({ analysis, model, view, before: before?.model ?? null }, { problems }));
}

type TableFormat = 'csv' | 'markdown';

function opsText(format: TableFormat, { model, analysis }: BuiltSpec): string {
  const figures = modelFigures(model, analysis.plan, null);
  return format === 'csv' ? analysisCsv(model, figures) : analysisMarkdown(model, analysis.paper, figures);
}

function changesText(format: TableFormat, before: BuiltSpec, after: BuiltSpec): string {
  if (format === 'csv') return diffCsv(diffModels(before.model, after.model));
  const { variant } = after.analysis.options;
  const name = variant === undefined ? after.name : `${after.name} (${variant})`;
  return specDiffMarkdown(sideOf(before, before.name), sideOf(after, name));
}

function sideOf({ model, analysis }: BuiltSpec, name: string): DiffSide {
  return { name, model, plan: analysis.plan };
}
