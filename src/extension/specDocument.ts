import * as vscode from 'vscode';
import { BLOCK_SCHEME } from '../protocol/blockPage.ts';
import { LANGUAGE_ID } from './contributionsCommands.ts';

const SPEC_GLOB = '**/*.resnet.{yaml,yml}';
/** Kept out of searches; a run's folder holds a copy of its spec. */
const EXCLUDED_GLOB = '{**/node_modules/**,**/runs/*/*}';
const MAX_SPECS = 500;

export async function findSpecs(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(SPEC_GLOB, EXCLUDED_GLOB, MAX_SPECS);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** The page of a shipped block is only for reading: it is no model. */
export function isSpec(document: vscode.TextDocument): boolean {
  return document.languageId === LANGUAGE_ID && document.uri.scheme !== BLOCK_SCHEME;
}

/** The spec that a command means: what it was called on, the active editor's, a visible one, or a choice. */
export async function chooseSpec(called: unknown): Promise<vscode.TextDocument | null> {
  if (called instanceof vscode.Uri) return vscode.workspace.openTextDocument(called);
  // As text from the language server, which offers commands beside a spec.
  if (typeof called === 'string') return vscode.workspace.openTextDocument(vscode.Uri.parse(called, true));
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && isSpec(active)) return active;
  const visible = vscode.window.visibleTextEditors.map((editor) => editor.document).filter(isSpec);
  if (visible.length === 1 && visible[0] !== undefined) return visible[0];
  const specs = await findSpecs();
  if (specs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no spec here yet. Specs are files named *.resnet.yaml.'),
    );
    return null;
  }
  const items = specs.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which spec?') });
  return picked === undefined ? null : vscode.workspace.openTextDocument(picked.uri);
}

/** The variant to use: none where the spec has none. `undefined` means that the choice was cancelled. */
export async function chooseVariant(
  variants: readonly string[],
  current: string | null,
): Promise<string | null | undefined> {
  if (variants.length === 0) return null;
  const asWritten = vscode.l10n.t('as written, without a variant');
  const items = [null, ...variants].map((variant) => ({
    label: variant ?? asWritten,
    ...(variant === current ? { description: vscode.l10n.t('shown now') } : {}),
    variant,
  }));
  const ordered = [
    ...items.filter((item) => item.variant === current),
    ...items.filter((item) => item.variant !== current),
  ];
  const picked = await vscode.window.showQuickPick(ordered, { placeHolder: vscode.l10n.t('Which variant?') });
  return picked?.variant;
}
