import * as vscode from 'vscode';

/** A page's catalogue in the language of the editor. */
export function translateWords<C extends Readonly<Record<string, string>>>(
  english: C,
): { readonly [K in keyof C]: string } {
  const translated = Object.entries(english).map(([key, text]) => [key, vscode.l10n.t(text)]);
  return Object.fromEntries(translated) as { readonly [K in keyof C]: string };
}
