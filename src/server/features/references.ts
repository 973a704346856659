import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver';
import { referencesAt } from '../../core/navigate/references.ts';
import type { Feature } from '../feature.ts';

/** All places of a name, as a list and as marks in the text while the caret is on it. */
export const references: Feature = {
  capabilities: { referencesProvider: true, documentHighlightProvider: true },
  register({ connection, documents }) {
    connection.onReferences(({ textDocument, position, context }): Location[] => {
      const document = documents.read(textDocument.uri);
      if (document === undefined) return [];
      const { uri, analysis } = document;
      return referencesAt(analysis, analysis.lines.offset(position))
        .filter(({ isDefinition }) => context.includeDeclaration || !isDefinition)
        .map(({ range }) => ({ uri, range: analysis.lines.range(range) }));
    });
    connection.onDocumentHighlight(({ textDocument, position }): DocumentHighlight[] => {
      const analysis = documents.read(textDocument.uri)?.analysis;
      if (analysis === undefined) return [];
      return referencesAt(analysis, analysis.lines.offset(position)).map(({ range, isDefinition }) => ({
        range: analysis.lines.range(range),
        kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    });
  },
};
