import * as vscode from 'vscode';

/** The mark of the product's panels on their tabs. */
export function panelIcon(extensionUri: vscode.Uri): {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
} {
  const icon = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', name);
  return { light: icon('spec-light.svg'), dark: icon('spec-dark.svg') };
}
