/** As the first character of a text they make spreadsheets take it for a formula and run it. */
const STARTS_FORMULA = /^[=+\-@\t\r]/;

/**
 * Comma-separated values after RFC 4180: CRLF line ends, quotes where a cell needs them. A text that a spreadsheet would
 * run as a formula has a `'` before it, which it shows as text; numbers stay as they are.
 */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null): string {
  const text = typeof value === 'string' && STARTS_FORMULA.test(value) ? `'${value}` : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
