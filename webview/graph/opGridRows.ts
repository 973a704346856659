import type { OpTableRow } from '../../src/protocol/graphOpTable.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { fill } from '../fill.ts';
import { cellId } from './gridCursor.ts';
import { make } from './make.ts';
import type { OpColumn } from './opColumns.ts';
import type { OpSort } from './opRowsShown.ts';

/** The titles, which say how the rows are sorted. */
export function headerRow(
  { columns, sort }: { readonly columns: readonly OpColumn[]; readonly sort: OpSort | null },
  words: GraphWords,
): HTMLElement {
  const cells = columns.map((column, at) => {
    const cell = gridCell('columnheader', 0, at, column);
    const isSorted = sort?.column === column.id;
    cell.textContent = column.title;
    if (isSorted) cell.append(sortSign(sort.isDescending));
    cell.title = fill(words.tableSortHint, column.hint);
    cell.setAttribute('aria-sort', isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none');
    return cell;
  });
  return gridRow('op-row', 1, cells);
}

function sortSign(isDescending: boolean): HTMLElement {
  const sign = make('span', 'op-sort');
  sign.setAttribute('aria-hidden', 'true');
  sign.textContent = isDescending ? '↓' : '↑';
  return sign;
}

/** @param at counted from 0 in the order that is shown. */
export function opRow(
  columns: readonly OpColumn[],
  row: OpTableRow,
  at: number,
  isSelected: boolean,
): HTMLElement {
  const cells = columns.map((column, index) => {
    const isPath = column.id === 'path';
    const cell = gridCell(isPath ? 'rowheader' : 'gridcell', at + 1, index, column);
    const text = column.text(row);
    if (isPath) cell.append(...pathParts(text));
    else cell.textContent = text;
    const more = column.more(row);
    cell.title = more === '' ? text : more;
    return cell;
  });
  const element = gridRow('op-row', at + 2, cells);
  element.setAttribute('aria-selected', String(isSelected));
  return element;
}

/** @param rowIndex counted from 1 with the header. */
export function totalRow(
  columns: readonly OpColumn[],
  texts: readonly string[],
  rowIndex: number,
): HTMLElement {
  const cells = columns.map((column, at) => {
    const cell = gridCell(at === 0 ? 'rowheader' : 'gridcell', rowIndex - 1, at, column);
    cell.textContent = texts[at] ?? '';
    cell.title = texts[at] ?? '';
    return cell;
  });
  return gridRow('op-row op-total', rowIndex, cells);
}

const KEPT_STEPS = 2;

/** Where a long path has to be cut, its end stays: that is what tells the ops of a block apart. */
function pathParts(path: string): HTMLElement[] {
  const steps = path.split('.');
  const kept = steps.length > KEPT_STEPS + 1 ? KEPT_STEPS : 1;
  const [start, end] = [make('span', 'op-path-start'), make('span', 'op-path-end')];
  start.textContent = steps
    .slice(0, -kept)
    .map((step) => `${step}.`)
    .join('');
  end.textContent = steps.slice(-kept).join('.');
  return [start, end];
}

function gridRow(className: string, rowIndex: number, cells: readonly HTMLElement[]): HTMLElement {
  const row = make('div', className);
  row.setAttribute('role', 'row');
  row.setAttribute('aria-rowindex', String(rowIndex));
  row.append(...cells);
  return row;
}

function gridCell(role: string, row: number, at: number, { id, isNumber }: OpColumn): HTMLElement {
  const cell = make('div', `op-cell op-${id}${isNumber ? ' op-number' : ''}`);
  cell.id = cellId(row, at);
  cell.setAttribute('role', role);
  cell.setAttribute('aria-colindex', String(at + 1));
  return cell;
}
