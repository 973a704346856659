import type { MaybeShape } from '../model/shape.ts';
import { joinShape } from '../model/writtenShape.ts';
import { writtenSize } from '../model/writtenSize.ts';
import { csv } from '../report/csv.ts';
import type { ModelDiff, UnitChange } from './diffModels.ts';
import { namedPairWords } from './diffWords.ts';

const COLUMNS = [
  'change',
  'pathBefore',
  'path',
  'titleBefore',
  'title',
  'attributes',
  'outputBefore',
  'output',
  'trainableBefore',
  'trainable',
  'macsBefore',
  'macs',
];

/**
 * One row a unit that came, went or changed, with what changed inside below it; empty where it is not there. Shapes
 * read `32x32x16`, attributes `filters: 16 → 32; stride: 1 → 2`.
 */
export function diffCsv({ changes }: ModelDiff): string {
  return csv([COLUMNS, ...changes.flatMap(rowsOf)]);
}

function rowsOf(change: UnitChange): (string | number | null)[][] {
  const { type, path, title, attributes, output, trainable, macs, inside } = change;
  const row = [
    type,
    path.before,
    path.after,
    title.before,
    title.after,
    attributes.map(namedPairWords).join('; '),
    shapeText(output.before),
    shapeText(output.after),
    ...[trainable.before, trainable.after, macs.before, macs.after].map(writtenSize),
  ];
  return [row, ...inside.flatMap(rowsOf)];
}

function shapeText(shape: MaybeShape): string | null {
  return shape === null ? null : joinShape(shape.map(writtenSize), 'x');
}
