import * as vscode from 'vscode';
import type { ComparisonRequest } from '../../protocol/comparison.ts';
import { findSpecs } from '../specDocument.ts';
import { committedText } from './committedText.ts';

export type Side = ComparisonRequest['before'];

interface Choice extends vscode.QuickPickItem {
  readonly side: () => Promise<Side>;
}

export interface Compared {
  readonly document: vscode.TextDocument;
  /** Its variants, and the one that is active. */
  readonly variants: readonly string[];
  readonly variant: string | null;
}

/** Asks what to compare a spec with; null where nothing was chosen or there is nothing. */
export async function chooseSide({ document, variants, variant }: Compared): Promise<Side | null> {
  const choices = [
    ...savedChoice(document, variant),
    ...(await committedChoice(document, variant)),
    ...variantChoices(document, variants, variant),
    ...(await specChoices(document)),
  ];
  if (choices.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to compare with: no variant, no other spec, and nothing unsaved.'),
    );
    return null;
  }
  const picked = await vscode.window.showQuickPick(choices, {
    placeHolder: vscode.l10n.t('Compare {0} with what?', nameOf(document.uri, variant)),
    matchOnDescription: true,
  });
  return picked === undefined ? null : await picked.side();
}

async function committedChoice(document: vscode.TextDocument, variant: string | null): Promise<Choice[]> {
  const text = await committedText(document.uri);
  if (text === null || text === document.getText()) return [];
  const name = vscode.l10n.t('{0} as committed last', nameOf(document.uri, variant));
  return [
    {
      label: vscode.l10n.t('The last commit'),
      description: vscode.l10n.t('shows what you changed since'),
      side: () => Promise.resolve({ name, text, variant }),
    },
  ];
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

export function nameOf(uri: vscode.Uri, variant: string | null): string {
  const file = vscode.workspace.asRelativePath(uri);
  return variant === null ? file : `${file} (${variant})`;
}
