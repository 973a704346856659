import { displayWidth } from './displayWidth.ts';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/**
 * Lines of a table whose columns line up, two spaces apart, the titles first. The last column is not padded
 * and no line ends with spaces.
 */
export function alignedTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => displayWidth(line[at] ?? ''))));
  return lines.map((line) =>
    columns
      .map((column, at) => {
        const text = line[at] ?? '';
        const fill = ' '.repeat((widths[at] ?? 0) - displayWidth(text));
        return column.align === 'right' ? fill + text : text + fill;
      })
      .join('  ')
      .trimEnd(),
  );
}
