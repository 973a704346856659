import * as fs from 'node:fs';
import * as path from 'node:path';
import * as zlib from 'node:zlib';
import type { Analysis } from '../../core/analyze.ts';
import { folderFiles } from '../../core/plan/folderFiles.ts';
import type { CheckDocument, DiagnosticDocument } from '../../protocol/commandLine.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { diagnosticDocuments } from '../documents/diagnosticDocuments.ts';
import { type SarifTool, sarifDocument } from '../documents/sarifDocument.ts';
import { analyzeFile, type SpecOptions, type TrainingPlace } from '../input/analyzedSpec.ts';
import type { Terminal } from '../terminal.ts';
import { diagnosticsSummary, diagnosticsText } from '../text/diagnosticsText.ts';
import { describeFailure } from '../text/failureText.ts';
import { githubAnnotations } from '../text/githubAnnotations.ts';

export interface CheckOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  /** Bytes that a training step may take; without it nothing is said of memory. */
  readonly memory?: number;
}

interface CheckedFile {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: DiagnosticDocument[];
}

/** `resnet check FILE…`: a file that cannot be read does not keep the others from being checked. */
export function check(
  files: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  tool: SarifTool,
): ExitCode {
  let unreadable: ExitCode = 0;
  const checked: CheckedFile[] = [];
  for (const file of files) {
    try {
      const analysis = analyzeFile(file, options, trainingPlace(file, options));
      if (options.memory !== undefined) noteUntrained(file, analysis, terminal);
      checked.push({ file, text: analysis.text, diagnostics: diagnosticDocuments(analysis) });
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      terminal.note(describeFailure(error, terminal.noteStyle));
      unreadable = error.exitCode;
    }
  }
  report(checked, options.format, terminal, tool);
  if (unreadable !== 0) return unreadable;
  const hasErrors = checked.some(({ diagnostics }) => diagnostics.some((each) => each.severity === 'error'));
  return hasErrors ? 1 : 0;
}

function report(
  checked: readonly CheckedFile[],
  format: CheckOptions['format'],
  terminal: Terminal,
  tool: SarifTool,
): void {
  if (format === 'json' || format === 'sarif') {
    const document = format === 'json' ? checkDocument(checked) : sarifDocument(checked, tool);
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

function checkDocument(checked: readonly CheckedFile[]): CheckDocument {
  return { version: 1, files: checked.map(({ file, diagnostics }) => ({ file, diagnostics })) };
}

/** `--memory` is about a step of training: without one it would be silent, as if the step fitted. */
function noteUntrained(file: string, { spec, model }: Analysis, terminal: Terminal): void {
  if (spec.train !== null || model === null) return;
  terminal.note(
    `${terminal.noteStyle.yellow('note:')} ${file} has no \`train\`, so there is no step to hold against --memory.\n` +
      `  What a step would take with a batch of 32: resnet analyze ${file} --batch 32\n`,
  );
}

function trainingPlace(file: string, { memory }: CheckOptions): TrainingPlace {
  const datasetFiles = folderFiles(path.dirname(file), { fs, path, zlib });
  return memory === undefined ? { datasetFiles } : { datasetFiles, trainingMemoryBytes: memory };
}
