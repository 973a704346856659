import { editor } from 'monaco-editor/editor/editor.api.js';
import { onThemeChange } from '../onThemeChange.ts';
import { editorFont, paintEditors, registerYaml, THEME } from './yamlEditor.ts';

const MAX_HEIGHT_PX = 520;

export function showSpecText(parent: HTMLElement, text: string, label: string): void {
  registerYaml();
  paintEditors();
  const view = editor.create(parent, { value: text, language: 'yaml', ariaLabel: label, ...options() });
  const fit = (): void => {
    parent.style.height = `${Math.min(view.getContentHeight(), MAX_HEIGHT_PX)}px`;
  };
  view.onDidContentSizeChange(fit);
  fit();
  onThemeChange(() => {
    paintEditors();
    view.updateOptions(editorFont());
  });
}

/** A page to read: nothing that writes, suggests, or needs a worker. */
function options(): editor.IStandaloneEditorConstructionOptions {
  return {
    ...editorFont(),
    theme: THEME,
    automaticLayout: true,
    readOnly: true,
    domReadOnly: true,
    // Tab leads on through the page.
    tabFocusMode: true,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    lineNumbersMinChars: 3,
    // After the last line break there is no line to read, and its number would be too faint.
    renderFinalNewline: 'off',
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
