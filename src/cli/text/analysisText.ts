import type { ModelFigures } from '../../core/analysis/modelFigures.ts';
import { opLabel } from '../../core/drawing/opLabel.ts';
import type { BodyInput, BodyOutput, Model } from '../../core/model/model.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { alignedTable, type Column } from './alignedTable.ts';
import { cellCount, fieldText, shapeText, totalFigures } from './analysisFigures.ts';
import { foldedOps } from './foldedOps.ts';
import type { Style } from './style.ts';

/** The figures of a model for a person at a terminal: title, a line for each op, totals. */
export function analysisText(
  model: Model,
  document: AnalyzeDocument,
  figures: ModelFigures,
  style: Style,
): string {
  const [header = '', ...rows] = opTable(model, figures);
  return [
    style.bold(title(document)),
    ...ends('input', model.body.inputs),
    ...ends('output', model.body.outputs),
    '',
    style.bold(header),
    ...rows,
    '',
    ...totalLines(document, figures, style),
    '',
  ].join('\n');
}

function title({ model, variant }: AnalyzeDocument): string {
  const name = model === '' ? 'Model without a name' : model;
  return variant === null ? name : `${name}, variant ${variant}`;
}

function ends(word: string, values: readonly (BodyInput | BodyOutput)[]): string[] {
  return values.map(({ name, shape }) => {
    const label = values.length === 1 ? word : `${word} ${name}`;
    return `${label}: ${shapeText(shape)}`;
  });
}

function opTable(model: Model, { receptiveFields }: ModelFigures): string[] {
  const ops = foldedOps(model);
  const isFolded = ops.some(({ times }) => times > 1);
  const columns: Column[] = [
    { title: 'op', align: 'left' },
    ...(isFolded ? [{ title: '', align: 'right' } as const] : []),
    { title: 'what', align: 'left' },
    { title: 'output', align: 'left' },
    { title: 'sees', align: 'right' },
    { title: 'trainable', align: 'right' },
    { title: 'multiply-adds', align: 'right' },
  ];
  const rows = ops.map((op) => [
    op.path,
    ...(isFolded ? [op.times > 1 ? `${op.times} ×` : ''] : []),
    opLabel(op.node.op),
    shapeText(op.node.output),
    fieldText(op, receptiveFields),
    cellCount(op.cost.trainable),
    cellCount(op.cost.macs),
  ]);
  return alignedTable(columns, rows);
}

function totalLines({ paper }: AnalyzeDocument, figures: ModelFigures, style: Style): string[] {
  const columns: Column[] = [
    { title: '', align: 'left' },
    { title: '', align: 'right' },
    { title: '', align: 'left' },
  ];
  const rows = totalFigures(figures, paper).map(({ name, value, note }) => [name, value, style.dim(note)]);
  return alignedTable(columns, rows).slice(1);
}
