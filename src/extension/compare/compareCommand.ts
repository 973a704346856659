import * as vscode from 'vscode';
import {
  COMPARISON_REQUEST,
  type ComparisonRequest,
  comparisonAnswerSchema,
} from '../../protocol/comparison.ts';
import type { LanguageService } from '../languageService.ts';
import type { ReportPage } from '../reportPage.ts';
import { chooseSpec, findSpecs } from '../specDocument.ts';

type Side = ComparisonRequest['before'];

interface Choice extends vscode.QuickPickItem {
  readonly side: () => Promise<Side>;
}

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
  const choices = [
    ...savedChoice(document, variant),
    ...variantChoices(document, info?.variants ?? [], variant),
    ...(await specChoices(document)),
  ];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to compare with: no variant, no other spec, and nothing unsaved.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(choices, {
    placeHolder: vscode.l10n.t('Compare {0} with what?', after.name),
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const before = await picked.side();
  const answer = comparisonAnswerSchema.parse(await language.request(COMPARISON_REQUEST, { before, after }));
  if (answer.type === 'compared') await page.show(answer.markdown);
  else {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('{0} cannot be built. Open it and mend its mistakes first.', answer.name),
    );
  }
}

function savedChoice(document: vscode.TextDocument, variant: string | null): Choice[] {
  if (!document.isDirty || document.isUntitled) return [];
  const name = vscode.l10n.t('{0} as saved', nameOf(document.uri, variant));
  const side = async (): Promise<Side> => ({ name, text: await readFile(document.uri), variant });
  return [
    { label: vscode.l10n.t('What is saved'), description: vscode.l10n.t('shows what you changed'), side },
  ];
}

function variantChoices(
  document: vscode.TextDocument,
  variants: readonly string[],
  current: string | null,
): Choice[] {
  const others = [null, ...variants].filter((variant) => variant !== current);
  if (variants.length === 0) return [];
  return others.map((variant) => ({
    label: variant ?? vscode.l10n.t('as written, without a variant'),
    description: vscode.l10n.t('variant'),
    side: () => Promise.resolve({ name: nameOf(document.uri, variant), text: document.getText(), variant }),
  }));
}

async function specChoices(document: vscode.TextDocument): Promise<Choice[]> {
  const specs = (await findSpecs()).filter((uri) => uri.toString() !== document.uri.toString());
  return specs.map((uri) => ({
    label: vscode.workspace.asRelativePath(uri),
    description: vscode.l10n.t('spec'),
    side: async () => ({ name: nameOf(uri, null), text: await textOf(uri), variant: null }),
  }));
}

/** What stands in an editor where the spec is open, else the file. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return open === undefined ? readFile(uri) : open.getText();
}

async function readFile(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

function nameOf(uri: vscode.Uri, variant: string | null): string {
  const file = vscode.workspace.asRelativePath(uri);
  return variant === null ? file : `${file} (${variant})`;
}
