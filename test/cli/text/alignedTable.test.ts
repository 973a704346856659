import { expect, it } from 'vitest';
import { alignedTable } from '../../../src/cli/text/alignedTable.ts';

it('lines up columns by what a terminal shows, and leaves no spaces at the ends', () => {
  const lines = alignedTable(
    [
      { title: 'op', align: 'left' },
      { title: 'macs', align: 'right' },
      { title: 'note', align: 'left' },
    ],
    [
      ['残差', '1,024', ''],
      ['a', '7', 'x'],
    ],
  );
  expect(lines).toEqual(['op     macs  note', '残差  1,024', 'a         7  x']);
});
