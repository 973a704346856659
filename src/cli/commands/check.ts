import type { CheckDocument, DiagnosticDocument } from '../../protocol/commandLine.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { diagnosticDocuments } from '../documents/diagnosticDocuments.ts';
import { analyzeFile, type SpecOptions } from '../input/analyzedSpec.ts';
import type { Terminal } from '../terminal.ts';
import { diagnosticsSummary, diagnosticsText } from '../text/diagnosticsText.ts';
import { describeFailure } from '../text/failureText.ts';
import { githubAnnotations } from '../text/githubAnnotations.ts';

export interface CheckOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
}

interface CheckedFile {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: DiagnosticDocument[];
}

/** `resnet check FILE…`: a file that cannot be read does not keep the others from being checked. */
export function check(files: readonly string[], options: CheckOptions, terminal: Terminal): ExitCode {
  if (options.format === 'sarif') {
    throw new CommandFailure(
      3,
      'SARIF is not there yet.',
      'Use --format json, or --format github in a GitHub workflow.',
    );
  }
  let unreadable: ExitCode = 0;
  const checked: CheckedFile[] = [];
  for (const file of files) {
    try {
      const analysis = analyzeFile(file, options);
      checked.push({ file, text: analysis.text, diagnostics: diagnosticDocuments(analysis) });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      terminal.note(describeFailure(error, terminal.noteStyle));
      unreadable = error.exitCode;
    }
  }
  report(checked, options.format, terminal);
  if (unreadable !== 0) return unreadable;
  const hasErrors = checked.some(({ diagnostics }) => diagnostics.some((each) => each.severity === 'error'));
  return hasErrors ? 1 : 0;
}

function report(
  checked: readonly CheckedFile[],
  format: 'text' | 'json' | 'github',
  terminal: Terminal,
): void {
  if (format === 'json') {
    const document: CheckDocument = {
      version: 1,
      files: checked.map(({ file, diagnostics }) => ({ file, diagnostics })),
    };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  for (const { file, text, diagnostics } of checked) {
    terminal.out(
      format === 'github'
        ? githubAnnotations(file, diagnostics)
        : diagnosticsText(file, text, diagnostics, terminal.outStyle),
    );
  }
  const all = checked.map(({ diagnostics }) => diagnostics);
  if (checked.length > 0) terminal.note(`${diagnosticsSummary(all)}\n`);
}
