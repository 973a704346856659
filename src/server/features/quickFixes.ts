import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import type { Diagnostic, Fix } from '../../core/diagnostics/diagnostic.ts';
import { priceFix } from '../../core/diagnostics/priceFix.ts';
import { priceMessage } from '../../core/diagnostics/priceMessage.ts';
import type { SpecDocument } from '../documents.ts';
import type { Feature, ServerParts } from '../feature.ts';
import { toLspDiagnostic } from './diagnostics.ts';

/** Every fix of the mistakes in the range, its title with what it changes in parameters and multiply-adds. */
export const quickFixes: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register(parts) {
    parts.connection.onCodeAction(({ textDocument, range, context }) => {
      const document = parts.documents.get(textDocument.uri);
      const isWanted = context.only?.some((kind) => CodeActionKind.QuickFix.startsWith(kind)) ?? true;
      if (document === undefined || !isWanted) return [];
      return document.analysis.diagnostics
        .filter((diagnostic) => touches(document, diagnostic, range))
        .flatMap((diagnostic) => diagnostic.fixes.map((fix) => toAction(fix, diagnostic, document, parts)));
    });
  },
};

function touches({ analysis }: SpecDocument, { range }: Diagnostic, wanted: Range): boolean {
  const start = analysis.lines.offset(wanted.start);
  const end = analysis.lines.offset(wanted.end);
  return range.start <= end && range.end >= start;
}

function toAction(fix: Fix, diagnostic: Diagnostic, document: SpecDocument, parts: ServerParts): CodeAction {
  const { analysis, uri, version } = document;
  const edits = fix.edits.map(({ range, newText }) => ({ range: analysis.lines.range(range), newText }));
  return {
    title: parts.format(fix.title) + priceText(fix, diagnostic, document, parts),
    kind: CodeActionKind.QuickFix,
    diagnostics: [toLspDiagnostic(diagnostic, document, parts)],
    isPreferred: diagnostic.fixes.length === 1,
    edit: { documentChanges: [{ textDocument: { uri, version }, edits }] },
  };
}

/** The change in parameters and multiply-adds, where it is worth saying. */
function priceText(
  fix: Fix,
  { code }: Diagnostic,
  { analysis }: SpecDocument,
  { format }: ServerParts,
): string {
  const price = priceFix(analysis, fix);
  if (price === null) return '';
  const text = priceMessage(price, code);
  return text === null ? '' : ` ${format(text)}`;
}
