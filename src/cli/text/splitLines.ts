/** Lines as `LineIndex` counts them: they end with LF, CRLF or CR, which are not part of them. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}
