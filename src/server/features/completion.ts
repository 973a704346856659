import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from 'vscode-languageserver';
import { complete } from '../../core/complete/complete.ts';
import type { Completion, CompletionKind } from '../../core/complete/completion.ts';
import { sortTextOf } from '../completionOrder.ts';
import type { Feature, ServerParts } from '../feature.ts';

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  kind: CompletionItemKind.Keyword,
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  value: CompletionItemKind.Value,
  block: CompletionItemKind.Class,
  name: CompletionItemKind.Reference,
  parameter: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
};

export const completion: Feature = {
  capabilities: { completionProvider: { triggerCharacters: [' ', '{', '$', ':', '(', '['] } },
  register({ connection, documents, format }) {
    connection.onCompletion(({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (document === undefined) return [];
      const { lines } = document.analysis;
      return complete(document.analysis, lines.offset(position)).map((each) =>
        toItem(each, lines.range(each.range), format),
      );
    });
  },
};

function toItem(each: Completion, range: Range, format: ServerParts['format']): CompletionItem {
  const doc = each.doc.map(format).join('\n\n');
  return {
    label: each.label,
    kind: KINDS[each.kind],
    detail: format(each.detail),
    ...(doc === '' ? {} : { documentation: { kind: 'markdown', value: doc } }),
    sortText: sortTextOf(each),
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range, newText: each.snippet },
  };
}
