import type { DiagnosticCode } from './diagnostic.ts';

/** The heading of a code on the page of diagnostics, as GitHub and VS Code make anchors of headings. */
export function diagnosticAnchor(code: DiagnosticCode): string {
  return code.replace('.', '');
}
