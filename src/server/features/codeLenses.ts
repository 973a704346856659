import { type CodeLens, CodeLensRefreshRequest, type Command } from 'vscode-languageserver';
import type { Analysis } from '../../core/analyze.ts';
import { message } from '../../core/diagnostics/message.ts';
import { type FigureLens, figureLenses } from '../../core/explain/figureLenses.ts';
import { EDITOR_COMMANDS } from '../../protocol/editorCommands.ts';
import type { SpecDocument } from '../documents.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** Figures above the model and its stages, and what can be done with the model. */
export const codeLenses: Feature = {
  capabilities: { codeLensProvider: {} },
  register(parts) {
    // An editor asks again whenever it scrolls.
    const known = new WeakMap<Analysis, readonly FigureLens[]>();
    const lensesOf = (analysis: Analysis): readonly FigureLens[] => {
      const lenses = known.get(analysis) ?? figureLenses(analysis);
      known.set(analysis, lenses);
      return lenses;
    };
    parts.connection.onCodeLens(({ textDocument }) => {
      const document = parts.documents.get(textDocument.uri);
      if (document === undefined) return [];
      return lensesOf(document.analysis).flatMap((lens) => toCodeLenses(lens, document, parts));
    });
  },
};

/** The text is the same under another variant, so an editor would keep the figures; one that cannot be asked does. */
export function refreshCodeLenses({ connection }: ServerParts): void {
  connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
}

function toCodeLenses(
  { kind, offset, figures }: FigureLens,
  { uri, analysis }: SpecDocument,
  { format }: ServerParts,
): CodeLens[] {
  const range = analysis.lines.range({ start: offset, end: offset });
  // A command without a name is only text.
  const commands: Command[] = figures === null ? [] : [{ title: format(figures), command: '' }];
  if (kind === 'model') {
    commands.push({
      title: format(message('Open Graph')),
      command: EDITOR_COMMANDS.openGraph,
      arguments: [uri],
    });
    if (analysis.spec.train !== null)
      commands.push({ title: format(message('Train')), command: EDITOR_COMMANDS.train, arguments: [uri] });
  }
  return commands.map((command) => ({ range, command }));
}
