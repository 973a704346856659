import {
  ErrorCodes,
  type PrepareRenameResult,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Message } from '../../core/diagnostics/message.ts';
import { rename, renameTarget } from '../../core/navigate/rename.ts';
import type { Feature } from '../feature.ts';

/** A new name at every place of the old one; what cannot be renamed is refused with the reason. */
export const renaming: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register({ connection, documents, format }) {
    const refusal = (reason: Message): ResponseError =>
      new ResponseError(ErrorCodes.InvalidRequest, format(reason));
    connection.onPrepareRename(({ textDocument, position }): PrepareRenameResult | ResponseError | null => {
      const analysis = documents.get(textDocument.uri)?.analysis;
      if (analysis === undefined) return null;
      const target = renameTarget(analysis, analysis.lines.offset(position));
      if (!target.ok) return refusal(target.reason);
      return { range: analysis.lines.range(target.value.range), placeholder: target.value.name };
    });
    connection.onRenameRequest(
      ({ textDocument, position, newName }): WorkspaceEdit | ResponseError | null => {
        const document = documents.get(textDocument.uri);
        if (document === undefined) return null;
        const { uri, version, analysis } = document;
        const result = rename(analysis, analysis.lines.offset(position), newName.trim());
        if (!result.ok) return refusal(result.reason);
        const edits = result.value.map(({ range, newText }) => ({
          range: analysis.lines.range(range),
          newText,
        }));
        return { documentChanges: [{ textDocument: { uri, version }, edits }] };
      },
    );
  },
};
