import { describe, expect, it } from 'vitest';
import { GRAPH_WORDS } from '../../../src/protocol/graphWords.ts';
import { wireOpTable } from '../../../src/server/wireOpTable.ts';
import { bytesText, groupedFigure, kibibytes } from '../../../webview/graph/figureText.ts';
import { opColumns } from '../../../webview/graph/opColumns.ts';
import { filterRows, nextSort, sortRows, sumRows } from '../../../webview/graph/opRowsShown.ts';
import { exampleModel, modelOf } from '../../support/exampleSpecs.ts';

const table = wireOpTable(1, exampleModel('resnet-cifar10'), true);
const columns = opColumns(table, GRAPH_WORDS);

function sorted(column: string, isDescending: boolean, from = table): string[] {
  return sortRows(from.rows, { column, isDescending }, opColumns(from, GRAPH_WORDS)).map(({ path }) => path);
}

describe('the rows of the table', () => {
  it('are sorted by number, in either direction, and stay in the order of the data flow where equal', () => {
    const macs = sortRows(table.rows, { column: 'macs', isDescending: true }, columns).map((row) => row.macs);
    expect(macs).toEqual([...macs].sort((a, b) => Number(b) - Number(a)));
    // 32·32·9·16·16 first, of conv2_x; the last layer has 64·10.
    expect(macs[0]).toBe(2_359_296);
    expect(sorted('trainable', true).slice(0, 1)).toEqual(['conv4_x.1.residual.branch.conv_2']);
    expect(sortRows(table.rows, null, columns)).toBe(table.rows);
  });

  it('sort paths with their numbers as numbers', () => {
    const deep = wireOpTable(1, exampleModel('resnet-cifar10', { variant: 'resnet110' }), false);
    const blocks = sorted('path', false, deep).map((path) => path.split('.').slice(0, 2).join('.'));
    expect(blocks.indexOf('conv2_x.2')).toBeLessThan(blocks.indexOf('conv2_x.10'));
  });

  it('put what depends on symbols last in either direction', () => {
    const text =
      'input: [H, W, 1]\nlayers:\n  - conv: {filters: 2, bias: false}\n  - pool: global_average\n  - dense: 5\n';
    const symbols = wireOpTable(1, modelOf(text), true);
    for (const isDescending of [true, false])
      expect(sorted('activationBytes', isDescending, symbols).at(-1)).toBe('conv');
    expect(sorted('activationBytes', true, symbols)).toEqual(['dense', 'pool', 'conv']);
    expect(sumRows(symbols.rows).figures).toMatchObject({ trainable: 9 * 2 + 2 * 5 + 5, macs: null });
  });

  it('are filtered by path, kind and shape, and summed with how often each is there', () => {
    const convolutions = filterRows(table.rows, '3x3 CONV conv3_x');
    // One to 32 channels, five from 32 to 32.
    expect(sumRows(convolutions)).toMatchObject({
      ops: 6,
      figures: { trainable: 9 * 16 * 32 + 5 * 9 * 32 * 32, activationBytes: 6 * 4 * 16 * 16 * 32 },
    });
    expect(filterRows(table.rows, '16x16x32 add')).toHaveLength(2);
    expect(filterRows(table.rows, ' ')).toBe(table.rows);
  });

  it('turn with each click on a title: the useful direction, the other one, none', () => {
    const find = (id: string) => columns.find((column) => column.id === id) ?? columns[0];
    const [path, macs] = [find('path'), find('macs')];
    if (path === undefined || macs === undefined) throw new Error('a column is missing');
    expect(nextSort(null, macs)).toEqual({ column: 'macs', isDescending: true });
    expect(nextSort({ column: 'macs', isDescending: true }, macs)).toEqual({
      column: 'macs',
      isDescending: false,
    });
    expect(nextSort({ column: 'macs', isDescending: false }, macs)).toBeNull();
    expect(nextSort({ column: 'macs', isDescending: true }, path)).toEqual({
      column: 'path',
      isDescending: false,
    });
  });
});

it('figures are grouped by thin spaces, also those of an expression', () => {
  expect(groupedFigure(1_727_962)).toBe('1\u202f727\u202f962');
  expect(groupedFigure('2,304·H·W')).toBe('2\u202f304·H·W');
  expect(bytesText(65_536, GRAPH_WORDS.opBytes)).toBe('65\u202f536 bytes');
  expect([65_536, 40, 4, 1500, 12_900, 3_211_265].map(kibibytes)).toEqual([
    '64',
    '0.04',
    '0.004',
    '1.46',
    '12.6',
    '3\u202f136',
  ]);
});
