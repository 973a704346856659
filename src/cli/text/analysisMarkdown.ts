import type { ModelFigures } from '../../core/analysis/modelFigures.ts';
import { opLabel } from '../../core/drawing/opLabel.ts';
import type { Model } from '../../core/model/model.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { cellCount, fieldText, shapeText, totalFigures } from './analysisFigures.ts';
import { foldedOps } from './foldedOps.ts';

/** The figures of a model as GitHub-flavoured Markdown: a heading, the totals, the ops. */
export function analysisMarkdown(model: Model, document: AnalyzeDocument, figures: ModelFigures): string {
  const variant = document.variant === null ? '' : ` (${document.variant})`;
  const totals = totalFigures(figures, document.paper).map(({ name, value, note }) => [name, value, note]);
  const ops = foldedOps(model).map((op) => [
    `\`${op.path}\``,
    op.times > 1 ? `${op.times} ×` : '',
    opLabel(op.node.op),
    shapeText(op.node.output),
    fieldText(op, figures.receptiveFields),
    cellCount(op.cost.trainable),
    cellCount(op.cost.macs),
  ]);
  return [
    `## ${escapeCell(document.model || 'Model')}${escapeCell(variant)}`,
    '',
    ...markdownTable(['figure', 'value', 'what it counts'], ['left', 'right', 'left'], totals),
    '',
    ...markdownTable(
      ['op', 'times', 'what', 'output', 'sees', 'trainable', 'multiply-adds'],
      ['left', 'right', 'left', 'left', 'right', 'right', 'right'],
      ops,
    ),
    '',
  ].join('\n');
}

function markdownTable(
  titles: readonly string[],
  aligns: readonly ('left' | 'right')[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  const rule = `| ${aligns.map((align) => (align === 'right' ? '---:' : '---')).join(' | ')} |`;
  return [line(titles), rule, ...rows.map(line)];
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
