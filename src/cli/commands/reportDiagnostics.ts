import type { Analysis } from '../../core/analyze.ts';
import { diagnosticDocuments } from '../documents/diagnosticDocuments.ts';
import type { Terminal } from '../terminal.ts';
import { diagnosticsText } from '../text/diagnosticsText.ts';

/** Shows a spec's mistakes beside a command's own result. */
export function reportDiagnostics(file: string, analysis: Analysis, terminal: Terminal): void {
  const diagnostics = diagnosticDocuments(analysis);
  if (diagnostics.length === 0) return;
  terminal.note(diagnosticsText(file, analysis.text, diagnostics, terminal.noteStyle));
}
