import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A theme as VS Code tells a webview of it. */
export interface WebviewTheme {
  /** What VS Code puts into the body's class. */
  readonly bodyClass: string;
  /** What it writes into the root's style, as far as a page asks for it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The names of VS Code's own themes, as its settings have them. */
export const THEME_NAMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

export type ThemeKey = keyof typeof THEME_NAMES;

/** For `it.each`. */
export const THEMES = Object.keys(THEME_NAMES) as ThemeKey[];

const root = join(import.meta.dirname, '../..');

/**
 * As a real editor told its pages of them; `themes.editor.test.ts` compares with one, and writes what it found to
 * `test-results/themes.json` to be copied when VS Code has changed.
 */
export const WEBVIEW_THEMES = JSON.parse(
  readFileSync(join(root, 'test/fixtures/webview/themes.json'), 'utf8'),
) as Readonly<Record<ThemeKey, WebviewTheme>>;

/** The variables of a theme that some page names, in a style sheet or for Monaco, whether the theme has them or not. */
export function variablesAskedFor(theme: ThemeKey): string[] {
  const sheets = readdirSync(join(root, 'webview'), { encoding: 'utf8', recursive: true });
  const named = sheets
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) => readFileSync(join(root, 'webview', name), 'utf8').match(/--vscode-[\w-]+/g) ?? []);
  return [...new Set([...named, ...Object.keys(WEBVIEW_THEMES[theme].variables)])].sort();
}
