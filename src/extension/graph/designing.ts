import * as vscode from 'vscode';
import {
  DESIGN_REQUEST,
  type DesignAnswer,
  type DesignAskMessage,
  type DesignServerAnswer,
  designServerAnswerSchema,
} from '../../protocol/graphDesign.ts';
import type { LanguageService } from '../languageService.ts';

/** Asks the server about a change in the drawing and, where it is to be done, makes it: one step to undo. */
export async function answerDesign(
  { uri, version, ids, ask }: DesignAskMessage,
  language: LanguageService,
): Promise<DesignAnswer> {
  const answer = designServerAnswerSchema.parse(
    await language.request(DESIGN_REQUEST, { uri, version, ids, ask }),
  );
  return answer.kind === 'edits' ? makeEdits(uri, version, answer) : answer;
}

async function makeEdits(
  uri: string,
  version: number,
  { edits, focus }: Extract<DesignServerAnswer, { kind: 'edits' }>,
): Promise<DesignAnswer> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (document.version !== version)
    return { kind: 'refused', reason: vscode.l10n.t('The text has changed meanwhile. Try again.') };
  const change = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of edits) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    change.replace(document.uri, range, newText);
  }
  const isDone = await vscode.workspace.applyEdit(change);
  return isDone
    ? { kind: 'applied', version: document.version, focus }
    : { kind: 'refused', reason: vscode.l10n.t('The text could not be changed.') };
}
