import type { ModelFigures } from '../../core/analysis/modelFigures.ts';
import { opLabel } from '../../core/drawing/opLabel.ts';
import type { BodyInput, BodyOutput, Model } from '../../core/model/model.ts';
import type { PaperComparison } from '../../core/paper/comparePaper.ts';
import { cellCount, fieldText, shapeText, totalFigures } from '../../core/report/analysisFigures.ts';
import { foldedOps } from '../../core/report/foldedOps.ts';
import { alignedTable, type Column } from './alignedTable.ts';
import type { Style } from './style.ts';

/** The figures of a model for a person at a terminal: title, a line for each op, totals. */
export function analysisText(
  model: Model,
  paper: PaperComparison | null,
  figures: ModelFigures,
  style: Style,
): string {
  const [header = '', ...rows] = opTable(model);
  return [
    style.bold(title(model)),
    ...ends('input', model.body.inputs),
    ...ends('output', model.body.outputs),
    '',
    style.bold(header),
    ...rows,
    '',
    ...totalLines(paper, figures, style),
    '',
  ].join('\n');
}

function title({ name: written, variant }: Model): string {
  const name = written === '' ? 'Model without a name' : written;
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
    { title: 'sees', align: 'right' },
    { title: 'trainable', align: 'right' },
    { title: 'multiply-adds', align: 'right' },
  ];
  const rows = ops.map((op) => [
    op.path,
    ...(isFolded ? [op.times > 1 ? `${op.times} ×` : ''] : []),
    opLabel(op.node),
    shapeText(op.node.output),
    fieldText(op),
    cellCount(op.cost.trainable),
    cellCount(op.cost.macs),
  ]);
  return alignedTable(columns, rows);
}

function totalLines(paper: PaperComparison | null, figures: ModelFigures, style: Style): string[] {
  const columns: Column[] = [
    { title: '', align: 'left' },
    { title: '', align: 'right' },
    { title: '', align: 'left' },
  ];
  const all = totalFigures(figures, paper);
  const short = all.filter(({ value }) => value.length <= WIDEST_VALUE);
  const left = Math.max(...all.map(({ name }) => name.length));
  const rows = short.map(({ name, value, note }) => [name.padEnd(left), value, style.dim(note)]);
  const lines = alignedTable(columns, rows).slice(1);
  // What is too long for a column has a line of its own, and its note the next.
  return all.flatMap(({ name, value, note }) =>
    value.length <= WIDEST_VALUE
      ? lines.splice(0, 1)
      : [`${name.padEnd(left)}  ${value}`, `${' '.repeat(left)}  ${style.dim(note)}`],
  );
}

const WIDEST_VALUE = 28;
