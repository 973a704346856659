import type { ModelFigures } from '../analysis/modelFigures.ts';
import { opLabel } from '../drawing/opLabel.ts';
import type { Model } from '../model/model.ts';
import type { PaperComparison } from '../paper/comparePaper.ts';
import { cellCount, fieldText, shapeText, totalFigures } from './analysisFigures.ts';
import { foldedOps } from './foldedOps.ts';
import { markdownText } from './markdownText.ts';

/** The figures of a model as GitHub-flavoured Markdown: a heading, the totals, the ops. */
export function analysisMarkdown(model: Model, paper: PaperComparison | null, figures: ModelFigures): string {
  const variant = model.variant === null ? '' : ` (${model.variant})`;
  const totals = totalFigures(figures, paper).map(({ name, value, note }) => [name, value, note]);
  const ops = foldedOps(model).map((op) => [
    `\`${op.path}\``,
    op.times > 1 ? `${op.times} ×` : '',
    opLabel(op.node),
    shapeText(op.node.output),
    fieldText(op),
    cellCount(op.cost.trainable),
    cellCount(op.cost.macs),
  ]);
  return [
    `## ${markdownText((model.name || 'Model') + variant)}`,
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
