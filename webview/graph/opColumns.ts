import { joinShape } from '../../src/core/model/writtenShape.ts';
import type { OpTable, OpTableRow } from '../../src/protocol/graphOpTable.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { bytesText, type Figure, groupedFigure, kibibytes } from './figureText.ts';

export const OP_COLUMNS = [
  'path',
  'times',
  'kind',
  'output',
  'trainable',
  'nonTrainable',
  'macs',
  'activationBytes',
  'sees',
] as const;
export type OpColumnId = (typeof OP_COLUMNS)[number];
export type SummedColumn = 'trainable' | 'nonTrainable' | 'macs' | 'activationBytes';

/** What a row is sorted by; null for what has no number: it comes last. */
export type SortKey = number | string | null;

export interface OpColumn {
  readonly id: OpColumnId;
  readonly title: string;
  /** What the figures include. */
  readonly hint: string;
  /** Numbers stand at the right and are first sorted from the largest. */
  readonly isNumber: boolean;
  text(row: OpTableRow): string;
  /** What the tooltip says beyond the text; '' for nothing. */
  more(row: OpTableRow): string;
  key(row: OpTableRow): SortKey;
}

/** The columns of a table; how many equal ones a row stands for only where any does for more than one. */
export function opColumns(table: OpTable, words: GraphWords): readonly OpColumn[] {
  const hasTimes = table.rows.some(({ times }) => times > 1);
  return allColumns(words).filter(({ id }) => hasTimes || id !== 'times');
}

function allColumns(words: GraphWords): OpColumn[] {
  const isNumber = true;
  const text = { isNumber: false, more: () => '' };
  return [
    {
      ...text,
      ...{ id: 'path', title: words.opPath, hint: words.opPathHint },
      text: ({ path }) => path,
      key: ({ path }) => path,
    },
    {
      ...{ id: 'times', title: words.opTimes, hint: words.opTimesHint, isNumber },
      text: ({ times }) => (times > 1 ? `×${groupedFigure(times)}` : ''),
      more: () => '',
      key: ({ times }) => times,
    },
    {
      ...text,
      ...{ id: 'kind', title: words.opKind, hint: words.opKindHint },
      text: kindText,
      key: (row) => `${row.kind} ${kindText(row)}`,
    },
    {
      ...text,
      ...{ id: 'output', title: words.opOutput, hint: words.opOutputHint },
      text: ({ output }) => (output === null ? words.opUnknown : joinShape(output)),
      key: ({ output }) => product(output ?? ['']),
    },
    count('trainable', words.opTrainable, words.opTrainableHint),
    count('nonTrainable', words.opNonTrainable, words.opNonTrainableHint),
    count('macs', words.opMacs, words.opMacsHint),
    {
      ...{ id: 'activationBytes', title: words.opActivations, hint: words.opActivationsHint, isNumber },
      text: ({ activationBytes }) => memoryText(activationBytes, words),
      more: ({ activationBytes: bytes }) =>
        typeof bytes === 'number' ? bytesText(bytes, words.opBytes) : '',
      key: ({ activationBytes }) => numberOrNull(activationBytes),
    },
    {
      ...{ id: 'sees', title: words.opSees, hint: words.opSeesHint, isNumber },
      text: (row) => seesText(row, words),
      more: () => '',
      key: seesKey,
    },
  ];
}

function count(id: 'trainable' | 'nonTrainable' | 'macs', title: string, hint: string): OpColumn {
  return {
    ...{ id, title, hint, isNumber: true },
    text: (row) => countText(row[id]),
    more: () => '',
    key: (row) => numberOrNull(row[id]),
  };
}

/** Nothing where there is nothing to count, so that the layers with weights stand out. */
export function countText(figure: Figure): string {
  return figure === 0 ? '' : groupedFigure(figure);
}

/** An expression has no KiB: it is one of bytes, and says so. */
export function memoryText(bytes: Figure | null, words: GraphWords): string {
  if (bytes === null) return words.opUnknown;
  return typeof bytes === 'number' ? kibibytes(bytes) : bytesText(bytes, words.opBytes);
}

/** The paper's sign for an addition or a product says less in a table than its name. */
export function kindText({ kind, label }: OpTableRow): string {
  return label.length > 1 ? label : kind;
}

function seesText({ sees }: OpTableRow, words: GraphWords): string {
  const texts = sees.map(({ height, width, isExact, isWholeInput }) => {
    const size = isWholeInput ? words.opSeesAll : joinShape([height, width].map(groupedFigure));
    return isExact ? size : `≤ ${size}`;
  });
  return [...new Set(texts)].join(' – ');
}

/** What sees all of the input comes after whatever sees a part. */
function seesKey({ sees }: OpTableRow): SortKey {
  const [field] = sees;
  if (field === undefined) return null;
  if (field.isWholeInput) return Number.POSITIVE_INFINITY;
  return product([field.height, field.width]);
}

function product(figures: readonly Figure[]): number | null {
  return figures.reduce<number | null>(
    (all, each) => (all === null || typeof each === 'string' ? null : all * each),
    1,
  );
}

function numberOrNull(figure: Figure | null): number | null {
  return typeof figure === 'number' ? figure : null;
}
