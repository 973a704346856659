import { editor, languages } from 'monaco-editor/editor/editor.api.js';
import { conf, language } from 'monaco-editor/languages/definitions/yaml/yaml.js';
import { onThemeChange } from '../onThemeChange.ts';
import { editorTheme } from './editorTheme.ts';

const THEME = 'editor-around';
const MAX_HEIGHT_PX = 520;

export function showSpecText(parent: HTMLElement, text: string, label: string): void {
  languages.register({ id: 'yaml' });
  languages.setMonarchTokensProvider('yaml', language);
  languages.setLanguageConfiguration('yaml', conf);
  const paint = (): void => {
    editor.defineTheme(THEME, editorTheme());
    editor.setTheme(THEME);
  };
  paint();
  const view = editor.create(parent, { value: text, language: 'yaml', ariaLabel: label, ...options() });
  const fit = (): void => {
    parent.style.height = `${Math.min(view.getContentHeight(), MAX_HEIGHT_PX)}px`;
  };
  view.onDidContentSizeChange(fit);
  fit();
  onThemeChange(() => {
    paint();
    view.updateOptions(font());
  });
}

/** A page to read: nothing that writes, suggests, or needs a worker. */
function options(): editor.IStandaloneEditorConstructionOptions {
  return {
    ...font(),
    theme: THEME,
    automaticLayout: true,
    readOnly: true,
    domReadOnly: true,
    // Tab leads on through the page.
    tabFocusMode: true,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    lineNumbersMinChars: 3,
    padding: { top: 8, bottom: 8 },
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    // At the text's end the page scrolls on.
    scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    renderLineHighlight: 'none',
    matchBrackets: 'never',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    links: false,
    hover: { enabled: 'off' },
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    wordBasedSuggestions: 'off',
    quickSuggestions: false,
  };
}

/** The font of the editor around, which VS Code writes into the page's root. */
function font(): { fontFamily: string; fontSize: number } {
  const style = getComputedStyle(document.documentElement);
  return {
    fontFamily: style.getPropertyValue('--vscode-editor-font-family') || 'monospace',
    fontSize: Number.parseFloat(style.getPropertyValue('--vscode-editor-font-size')) || 13,
  };
}
