import type { Analysis } from '../../core/analyze.ts';
import { formatMessage } from '../../core/diagnostics/message.ts';
import { type FixPrice, priceFix } from '../../core/diagnostics/priceFix.ts';
import { isSymbolic } from '../../core/symbolic/symbolicSize.ts';
import type { DiagnosticDocument } from '../../protocol/commandLine.ts';

/** The diagnostics of one file as JSON has them: messages as text, places as lines, fixes with their cost. */
export function diagnosticDocuments(analysis: Analysis): DiagnosticDocument[] {
  const { lines } = analysis;
  return analysis.diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: formatMessage(diagnostic.message),
    range: lines.range(diagnostic.range),
    related: diagnostic.related.map((place) => ({
      message: formatMessage(place.message),
      range: lines.range(place.range),
    })),
    fixes: diagnostic.fixes.map((fix) => ({
      title: formatMessage(fix.title),
      edits: fix.edits.map((edit) => ({ range: lines.range(edit.range), newText: edit.newText })),
      delta: deltaOf(priceFix(analysis, fix)),
    })),
  }));
}

/** Null where it is unknown, or depends on a symbol. */
function deltaOf(price: FixPrice | null): DiagnosticDocument['fixes'][number]['delta'] {
  if (price === null || isSymbolic(price.trainable) || isSymbolic(price.macs)) return null;
  return { trainable: price.trainable, macs: price.macs };
}
