import { opLabel } from '../../core/drawing/opLabel.ts';
import type { Model } from '../../core/model/model.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { cellCount, shapeText, totalFigures } from './analysisFigures.ts';
import { foldedOps } from './foldedOps.ts';

/** The figures of a model as GitHub-flavoured Markdown: a heading, the totals, the ops. */
export function analysisMarkdown(model: Model, document: AnalyzeDocument, batch: number | null): string {
  const variant = document.variant === null ? '' : ` (${document.variant})`;
  const totals = totalFigures(document.totals, batch).map(({ name, value, note }) => [name, value, note]);
  const ops = foldedOps(model).map(({ path, times, node, cost }) => [
    `\`${path}\``,
    times > 1 ? `${times} ×` : '',
    opLabel(node.op),
    shapeText(node.output),
    cellCount(cost.trainable),
    cellCount(cost.macs),
  ]);
  return [
    `## ${escapeCell(document.model || 'Model')}${escapeCell(variant)}`,
    '',
    ...markdownTable(['figure', 'value', 'what it counts'], ['left', 'right', 'left'], totals),
    '',
    ...markdownTable(
      ['op', 'times', 'what', 'output', 'trainable', 'multiply-adds'],
      ['left', 'right', 'left', 'left', 'right', 'right'],
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
