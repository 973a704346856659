import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type OutlineEntry, type OutlineKind, outline } from '../../core/explain/outline.ts';
import type { LineIndex } from '../../core/spec/textRange.ts';
import type { Feature } from '../feature.ts';

const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  section: SymbolKind.Namespace,
  parameter: SymbolKind.Variable,
  block: SymbolKind.Class,
  stage: SymbolKind.Module,
  residual: SymbolKind.Struct,
  list: SymbolKind.Array,
  layer: SymbolKind.Function,
};

export const documentSymbols: Feature = {
  capabilities: { documentSymbolProvider: true },
  register({ connection, documents }) {
    connection.onDocumentSymbol(({ textDocument }) => {
      const document = documents.read(textDocument.uri);
      if (document === undefined) return [];
      return outline(document.analysis).map((entry) => toSymbol(entry, document.analysis.lines));
    });
  },
};

function toSymbol(entry: OutlineEntry, lines: LineIndex): DocumentSymbol {
  return {
    // The protocol allows no empty name.
    name: entry.name === '' ? '–' : entry.name,
    detail: entry.detail,
    kind: KINDS[entry.kind],
    range: lines.range(entry.range),
    selectionRange: lines.range(entry.nameRange),
    children: entry.children.map((child) => toSymbol(child, lines)),
  };
}
