import { formatMessage } from '../../core/diagnostics/message.ts';
import { priceMessage } from '../../core/diagnostics/priceMessage.ts';
import { countOf } from '../../core/report/quantities.ts';
import type { DiagnosticDocument } from '../../protocol/commandLine.ts';
import { type ExcerptMark, sourceExcerpt } from './sourceExcerpt.ts';
import { splitLines } from './splitLines.ts';
import type { Paint, Style } from './style.ts';

/** Everything about the diagnostics of one file, for people: place, message, source with carets, fixes. */
export function diagnosticsText(
  file: string,
  text: string,
  diagnostics: readonly DiagnosticDocument[],
  style: Style,
): string {
  const lines = splitLines(text);
  return diagnostics.map((diagnostic) => diagnosticText(file, lines, diagnostic, style)).join('');
}

function diagnosticText(
  file: string,
  lines: readonly string[],
  diagnostic: DiagnosticDocument,
  style: Style,
): string {
  const { start } = diagnostic.range;
  const paint = severityPaint(diagnostic.severity, style);
  const head = [
    `${style.bold(`${file}:${start.line + 1}:${start.character + 1}:`)} `,
    `${paint(diagnostic.severity)} ${style.dim(diagnostic.code)}`,
  ].join('');
  const fixes = diagnostic.fixes.map((fix) => `  ${style.green('fix:')} ${fixText(fix, diagnostic)}`);
  return [head, `  ${diagnostic.message}`, ...excerpts(lines, diagnostic, paint, style), ...fixes, '']
    .join('\n')
    .concat('\n');
}

function fixText(
  { title, delta }: DiagnosticDocument['fixes'][number],
  { code }: DiagnosticDocument,
): string {
  const price = delta === null ? null : priceMessage(delta, code);
  return price === null ? title : `${title} ${formatMessage(price)}`;
}

function excerpts(
  lines: readonly string[],
  diagnostic: DiagnosticDocument,
  paint: Paint,
  style: Style,
): string[] {
  const marks: ExcerptMark[] = [
    { range: diagnostic.range, label: '', sign: '^', paint },
    ...diagnostic.related.map(({ range, message }) => ({
      range,
      label: message,
      sign: '-',
      paint: style.blue,
    })),
  ];
  const last = Math.max(...marks.map((mark) => mark.range.start.line + 1));
  const gutter = String(last).length + 2;
  let shown = '';
  return marks.flatMap((mark) => {
    const line = lines[mark.range.start.line] ?? '';
    const [source = '', signs = ''] = sourceExcerpt(line, mark, gutter, style);
    if (source === shown) return [signs];
    shown = source;
    return [source, signs];
  });
}

function severityPaint(severity: DiagnosticDocument['severity'], style: Style): Paint {
  if (severity === 'error') return style.red;
  return severity === 'warning' ? style.yellow : style.blue;
}

/** `2 errors and 1 warning in 3 files`, or that there is nothing to report. */
export function diagnosticsSummary(diagnosticsOfFiles: readonly (readonly DiagnosticDocument[])[]): string {
  const all = diagnosticsOfFiles.flat();
  const tally = (['error', 'warning', 'information'] as const)
    .map((severity) => ({ severity, count: all.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => countOf(count, severity === 'information' ? 'note' : severity));
  const files = countOf(diagnosticsOfFiles.length, 'file');
  if (tally.length === 0) return `${files} checked, nothing to report.`;
  return `${tally.join(', ')} in ${files}.`;
}
