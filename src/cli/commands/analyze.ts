import { modelFigures } from '../../core/analysis/modelFigures.ts';
import { analysisCsv } from '../../core/report/analysisCsv.ts';
import { analysisMarkdown } from '../../core/report/analysisMarkdown.ts';
import { CommandFailure, type ExitCode } from '../commandFailure.ts';
import { analyzeDocument } from '../documents/analyzeDocument.ts';
import { analyzeFile, hasErrors, type SpecOptions } from '../input/analyzedSpec.ts';
import type { Terminal } from '../terminal.ts';
import { analysisText } from '../text/analysisText.ts';
import { reportDiagnostics } from './reportDiagnostics.ts';

export interface AnalyzeCommandOptions extends SpecOptions {
  readonly format: 'text' | 'json' | 'csv' | 'markdown';
  readonly batch?: number;
}

/** `resnet analyze FILE`: figures of what could be built, also where the spec has mistakes. */
export function analyzeCommand(file: string, options: AnalyzeCommandOptions, terminal: Terminal): ExitCode {
  const analysis = analyzeFile(file, options);
  const { model, plan, paper } = analysis;
  const figures = model === null ? null : modelFigures(model, plan, options.batch ?? null);
  const document = analyzeDocument(analysis, options.variant ?? null, figures);
  const exitCode = hasErrors(analysis) ? 1 : 0;
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return exitCode;
  }
  reportDiagnostics(file, analysis, terminal);
  if (model === null || figures === null) {
    throw new CommandFailure(1, `${file} could not be built.`, 'Mend the mistakes above first.');
  }
  if (options.format === 'csv') terminal.out(analysisCsv(model, figures));
  else if (options.format === 'markdown') terminal.out(analysisMarkdown(model, paper, figures));
  else terminal.out(analysisText(model, paper, figures, terminal.outStyle));
  return exitCode;
}
