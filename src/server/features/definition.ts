import type { LocationLink } from 'vscode-languageserver';
import { type Definition, definitionAt } from '../../core/navigate/definition.ts';
import { shippedBlockPage } from '../../core/navigate/shippedBlockPage.ts';
import { LineIndex } from '../../core/spec/textRange.ts';
import {
  BLOCK_PAGE_REQUEST,
  blockOfPage,
  blockPageRequestSchema,
  blockPageUri,
} from '../../protocol/blockPage.ts';
import type { ReadableDocument } from '../documents.ts';
import type { Feature } from '../feature.ts';

/** From a name to where it is declared: in the file, or in the read-only page of a shipped block. */
export const definition: Feature = {
  capabilities: { definitionProvider: true },
  register({ connection, documents }) {
    connection.onDefinition(({ textDocument, position }): LocationLink[] => {
      const document = documents.read(textDocument.uri);
      if (document === undefined) return [];
      const { analysis } = document;
      const found = definitionAt(analysis, analysis.lines.offset(position));
      return found === null ? [] : toLinks(found, document);
    });
    connection.onRequest(BLOCK_PAGE_REQUEST, (params: unknown): string | null => {
      const block = blockOfPage(blockPageRequestSchema.parse(params).uri);
      return block === null ? null : (shippedBlockPage(block)?.text ?? null);
    });
  },
};

function toLinks(
  { origin, shipped, range, nameRange }: Definition,
  { uri, analysis }: ReadableDocument,
): LocationLink[] {
  const originSelectionRange = analysis.lines.range(origin);
  if (shipped === null) {
    return [
      {
        originSelectionRange,
        targetUri: uri,
        targetRange: analysis.lines.range(range),
        targetSelectionRange: analysis.lines.range(nameRange),
      },
    ];
  }
  const page = shippedBlockPage(shipped);
  if (page === null) return [];
  const target = new LineIndex(page.text).range(page.rangeOf(nameRange));
  return [
    {
      originSelectionRange,
      targetUri: blockPageUri(shipped),
      targetRange: target,
      targetSelectionRange: target,
    },
  ];
}
