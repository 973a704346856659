import * as vscode from 'vscode';
import { BLOCK_PAGE_REQUEST, BLOCK_SCHEME, blockPageAnswerSchema } from '../protocol/blockPage.ts';
import type { LanguageService } from './languageService.ts';

/** The texts of the shipped blocks, as read-only documents that go-to-definition leads to. */
export function registerBlockPages(language: LanguageService): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(BLOCK_SCHEME, {
    async provideTextDocumentContent(uri) {
      const answer = await language.request(BLOCK_PAGE_REQUEST, { uri: uri.toString() });
      return (
        blockPageAnswerSchema.parse(answer) ?? vscode.l10n.t('# ResNet Designer has no block of this name.\n')
      );
    },
  });
}
