import { editor, languages } from 'monaco-editor/editor/editor.api.js';
import { conf, language } from 'monaco-editor/languages/definitions/yaml/yaml.js';
import { editorTheme } from './editorTheme.ts';

export const THEME = 'editor-around';

export function registerYaml(): void {
  languages.register({ id: 'yaml' });
  languages.setMonarchTokensProvider('yaml', language);
  languages.setLanguageConfiguration('yaml', conf);
}

/** In the colours of the editor around, as they are now. */
export function paintEditors(): void {
  editor.defineTheme(THEME, editorTheme());
  editor.setTheme(THEME);
}

/** The font of the editor around, which VS Code writes into the page's root. */
export function editorFont(): { fontFamily: string; fontSize: number } {
  const style = getComputedStyle(document.documentElement);
  return {
    fontFamily: style.getPropertyValue('--vscode-editor-font-family') || 'monospace',
    fontSize: Number.parseFloat(style.getPropertyValue('--vscode-editor-font-size')) || 13,
  };
}
