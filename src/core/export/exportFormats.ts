/** What a drawing can be written as, with the endings of such files; the first is the usual one. */
export const EXPORT_FORMATS = {
  svg: ['.svg'],
  png: ['.png'],
  pdf: ['.pdf'],
  html: ['.html'],
  mermaid: ['.mmd'],
  dot: ['.dot', '.gv'],
  csv: ['.csv'],
  markdown: ['.md'],
  json: ['.json'],
} as const satisfies Record<string, readonly string[]>;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Null for a name that does not end in any of them. */
export function exportFormatOf(fileName: string): ExportFormat | null {
  const name = fileName.toLowerCase();
  const formats = Object.entries(EXPORT_FORMATS) as [ExportFormat, readonly string[]][];
  return formats.find(([, endings]) => endings.some((ending) => name.endsWith(ending)))?.[0] ?? null;
}

export function exportEndings(): string[] {
  return Object.values(EXPORT_FORMATS).flat();
}
