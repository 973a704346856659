import type { DiagnosticDocument } from '../../protocol/commandLine.ts';

const COMMAND = { error: 'error', warning: 'warning', information: 'notice' } as const;

/**
 * Workflow commands that GitHub Actions turns into annotations at the line ("Workflow commands for GitHub
 * Actions", error, warning and notice). Lines and columns count from 1.
 */
export function githubAnnotations(file: string, diagnostics: readonly DiagnosticDocument[]): string {
  return diagnostics
    .map(({ severity, range, code, message }) => {
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${range.start.line + 1}`,
        `endLine=${range.end.line + 1}`,
        `col=${range.start.character + 1}`,
        `endColumn=${range.end.character + 1}`,
        `title=${escapeProperty(code)}`,
      ];
      return `::${COMMAND[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
