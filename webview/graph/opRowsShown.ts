import { joinShape } from '../../src/core/model/writtenShape.ts';
import type { OpTableRow } from '../../src/protocol/graphOpTable.ts';
import { matcherOf } from './matcherOf.ts';
import { kindText, type OpColumn, type SortKey, type SummedColumn } from './opColumns.ts';

export interface OpSort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Sums of some rows; null where one of them is unknown or depends on symbols. */
export interface OpSums {
  readonly ops: number;
  readonly figures: Readonly<Record<SummedColumn, number | null>>;
}

/** The rows whose path, kind or shape the question speaks of; all where it asks nothing. */
export function filterRows(rows: readonly OpTableRow[], question: string): readonly OpTableRow[] {
  const isMeant = matcherOf(question);
  return isMeant === null ? rows : rows.filter((row) => isMeant(searchedText(row)));
}

function searchedText(row: OpTableRow): string {
  const { path, kind, output } = row;
  return [path, kind, kindText(row), output === null ? '' : joinShape(output)].join(' ');
}

const collator = new Intl.Collator('en', { numeric: true });

/** In the order of the data flow without a sort. What has no number stays last in either direction. */
export function sortRows(
  rows: readonly OpTableRow[],
  sort: OpSort | null,
  columns: readonly OpColumn[],
): readonly OpTableRow[] {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: column.key(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return sign * compareKeys(a.key, b.key);
    })
    .map(({ row }) => row);
}

function compareKeys(a: NonNullable<SortKey>, b: NonNullable<SortKey>): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b;
  return collator.compare(String(a), String(b));
}

/** What comes after a click on the column: its useful direction, the other one, the order of the data flow. */
export function nextSort(sort: OpSort | null, { id, isNumber }: OpColumn): OpSort | null {
  if (sort?.column !== id) return { column: id, isDescending: isNumber };
  return sort.isDescending === isNumber ? { column: id, isDescending: !isNumber } : null;
}

export function sumRows(rows: readonly OpTableRow[]): OpSums {
  const sum = (id: SummedColumn): number | null =>
    rows.reduce<number | null>((all, row) => {
      const figure = row[id];
      return all === null || typeof figure !== 'number' ? null : all + row.times * figure;
    }, 0);
  return {
    ops: rows.reduce((all, { times }) => all + times, 0),
    figures: {
      trainable: sum('trainable'),
      nonTrainable: sum('nonTrainable'),
      macs: sum('macs'),
      activationBytes: sum('activationBytes'),
    },
  };
}
