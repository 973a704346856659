import * as vscode from 'vscode';
import { COMPARISON_REQUEST, comparisonAnswerSchema } from '../../protocol/comparison.ts';
import type { LanguageService } from '../languageService.ts';
import type { ReportPage } from '../reportPage.ts';
import { chooseSpec } from '../specDocument.ts';
import { chooseSide, nameOf, type Side } from './chooseSide.ts';

/** "Compare…": what differs, by meaning, between the active spec and a variant, what is saved, or another spec. */
export async function compareCommand(
  called: unknown,
  language: LanguageService,
  page: ReportPage,
): Promise<void> {
  const document = await chooseSpec(called);
  if (document === null) return;
  const info = await language.specInfo(document.uri);
  const variant = info?.variant ?? null;
  const after: Side = { name: nameOf(document.uri, variant), text: document.getText(), variant };
  const before = await chooseSide({ document, variants: info?.variants ?? [], variant });
  if (before === null) return;
  const answer = comparisonAnswerSchema.parse(await language.request(COMPARISON_REQUEST, { before, after }));
  if (answer.type === 'compared') await page.show(answer.markdown);
  else {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be built. Open it and mend its mistakes first.', answer.name),
    );
  }
}
