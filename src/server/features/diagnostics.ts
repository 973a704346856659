import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Diagnostic, Severity } from '../../core/diagnostics/diagnostic.ts';
import { diagnosticAnchor } from '../../core/diagnostics/diagnosticAnchor.ts';
import type { SpecDocument } from '../documents.ts';
import type { Feature, ServerParts } from '../feature.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Publishes the diagnostics of each version that is analysed, and takes them back when the text is closed. */
export const diagnostics: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents } = parts;
    documents.onAnalyzed((document) => {
      void connection.sendDiagnostics({
        uri: document.uri,
        version: document.version,
        diagnostics: document.analysis.diagnostics.map((each) => toLspDiagnostic(each, document, parts)),
      });
    });
    documents.onClosed((uri) => {
      void connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  },
};

export function toLspDiagnostic(
  diagnostic: Diagnostic,
  { uri, analysis }: SpecDocument,
  { format, helpPage }: ServerParts,
): LspDiagnostic {
  return {
    range: analysis.lines.range(diagnostic.range),
    severity: SEVERITIES[diagnostic.severity],
    code: diagnostic.code,
    codeDescription: { href: `${helpPage}#${diagnosticAnchor(diagnostic.code)}` },
    source: 'ResNet Designer',
    message: format(diagnostic.message),
    relatedInformation: diagnostic.related.map(({ message, range }) => ({
      message: format(message),
      location: { uri, range: analysis.lines.range(range) },
    })),
  };
}
