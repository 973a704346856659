import type { TextEdit } from 'vscode-languageserver';
import { formatSpec } from '../../core/format/formatSpec.ts';
import type { Feature } from '../feature.ts';

/** The whole text in the product's form, by small edits, so that the caret and the folds stay where they are. */
export const formatting: Feature = {
  capabilities: { documentFormattingProvider: true },
  register({ connection, documents }) {
    connection.onDocumentFormatting(({ textDocument }): TextEdit[] => {
      const analysis = documents.get(textDocument.uri)?.analysis;
      if (analysis === undefined) return [];
      return formatSpec(analysis).map(({ range, newText }) => ({
        range: analysis.lines.range(range),
        newText,
      }));
    });
  },
};
