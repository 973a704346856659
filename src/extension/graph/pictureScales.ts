import * as vscode from 'vscode';
import { pictureScale } from '../../core/export/pictureScale.ts';

interface ScaleChoice extends vscode.QuickPickItem {
  /** Null for the usual one; absent where it is to be written. */
  readonly scale?: number | null;
}

/** Asks for the pixels of a picture for each of the drawing's; undefined where nothing was chosen. */
export async function chooseScale(): Promise<number | null | undefined> {
  const { t } = vscode.l10n;
  const choices: ScaleChoice[] = [
    { label: '2×', description: t('as usual, less where the drawing is large'), scale: null },
    { label: '1×', description: t('as large as in the panel'), scale: 1 },
    { label: '3×', scale: 3 },
    { label: '4×', description: t('for print'), scale: 4 },
    { label: t('Another scale…') },
  ];
  const picked = await vscode.window.showQuickPick(choices, { placeHolder: t('PNG at what scale?') });
  if (picked === undefined || picked.scale !== undefined) return picked?.scale;
  const written = await vscode.window.showInputBox({
    title: t('PNG at what scale?'),
    prompt: t('Pixels of the picture for each of the drawing, from 0.1 to 20'),
    value: '2',
    validateInput: (text) => (pictureScale(text) === null ? t('Write a number from 0.1 to 20.') : null),
  });
  return written === undefined ? undefined : (pictureScale(written) ?? undefined);
}
