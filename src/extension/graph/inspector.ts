import * as vscode from 'vscode';
import { asWritten, isExcerptOf } from '../../core/excerpt/excerpt.ts';
import {
  COMPLETE_REQUEST,
  completeAnswerSchema,
  INSPECT_REQUEST,
  type InspectorQuestion,
  type InspectorReply,
  inspectAnswerSchema,
  TRY_REQUEST,
  tryAnswerSchema,
} from '../../protocol/graphInspector.ts';
import type { LanguageService } from '../languageService.ts';

/** Answers what the inspector asks: the language server knows, and the document is written here. */
export async function answerInspector(
  question: InspectorQuestion,
  language: LanguageService,
): Promise<InspectorReply> {
  const { id } = question;
  switch (question.type) {
    case 'inspect': {
      const answer = inspectAnswerSchema.nullable().parse(await language.request(INSPECT_REQUEST, question));
      return { type: 'inspected', id, answer };
    }
    case 'tryText': {
      const answer = tryAnswerSchema.nullable().parse(await language.request(TRY_REQUEST, question));
      return { type: 'tried', id, answer };
    }
    case 'completeText': {
      const answer = completeAnswerSchema
        .nullable()
        .parse(await language.request(COMPLETE_REQUEST, question));
      return { type: 'completed', id, answer };
    }
    case 'replaceText':
      return { type: 'replaced', id, done: await replace(question) };
  }
}

/** One edit, which one undo takes back; nothing where the text is not the one any more that was looked at. */
async function replace({
  uri,
  version,
  excerpt,
  text,
}: Extract<InspectorQuestion, { type: 'replaceText' }>): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const now = document.getText();
  if (document.version !== version || !isExcerptOf(now, excerpt)) return false;
  const { start, end } = excerpt.range;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, asWritten(now, excerpt, text));
  return vscode.workspace.applyEdit(edit);
}
