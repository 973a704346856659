import { opLabel } from '../../core/drawing/opLabel.ts';
import type { BodyInput, BodyOutput, Model } from '../../core/model/model.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { alignedTable, type Column } from './alignedTable.ts';
import { cellCount, shapeText, totalFigures } from './analysisFigures.ts';
import { foldedOps } from './foldedOps.ts';
import type { Style } from './style.ts';

/** The figures of a model for a person at a terminal: title, a line for each op, totals. */
export function analysisText(
  model: Model,
  document: AnalyzeDocument,
  batch: number | null,
  style: Style,
): string {
  const [header = '', ...rows] = opTable(model);
  return [
    style.bold(title(document)),
    ...ends('input', model.body.inputs),
    ...ends('output', model.body.outputs),
    '',
    style.bold(header),
    ...rows,
    '',
    ...totalLines(document, batch, style),
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

function opTable(model: Model): string[] {
  const ops = foldedOps(model);
  const isFolded = ops.some(({ times }) => times > 1);
  const columns: Column[] = [
    { title: 'op', align: 'left' },
    ...(isFolded ? [{ title: '', align: 'right' } as const] : []),
    { title: 'what', align: 'left' },
    { title: 'output', align: 'left' },
    { title: 'trainable', align: 'right' },
    { title: 'multiply-adds', align: 'right' },
  ];
  const rows = ops.map(({ path, times, node, cost }) => [
    path,
    ...(isFolded ? [times > 1 ? `${times} ×` : ''] : []),
    opLabel(node.op),
    shapeText(node.output),
    cellCount(cost.trainable),
    cellCount(cost.macs),
  ]);
  return alignedTable(columns, rows);
}

function totalLines(document: AnalyzeDocument, batch: number | null, style: Style): string[] {
  const figures = totalFigures(document.totals, batch);
  const columns: Column[] = [
    { title: '', align: 'left' },
    { title: '', align: 'right' },
    { title: '', align: 'left' },
  ];
  const rows = figures.map(({ name, value, note }) => [name, value, style.dim(note)]);
  return alignedTable(columns, rows).slice(1);
}
