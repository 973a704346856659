import { editor, KeyCode, KeyMod, languages, MarkerSeverity } from 'monaco-editor/editor/editor.api.js';
import type { Offered, TryAnswer } from '../../src/protocol/graphInspector.ts';
import { onThemeChange } from '../onThemeChange.ts';
import type { LayerEditor, LayerEditorEvents } from './api.ts';
import { editorFont, paintEditors, registerYaml, THEME } from './yamlEditor.ts';

const [LEAST_HEIGHT_PX, MOST_HEIGHT_PX] = [72, 420];
const OWNER = 'resnet';

const SEVERITIES: Readonly<Record<TryAnswer['marks'][number]['severity'], MarkerSeverity>> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  information: MarkerSeverity.Info,
};

export function createLayerEditor(
  parent: HTMLElement,
  label: string,
  events: LayerEditorEvents,
): LayerEditor {
  registerYaml();
  paintEditors();
  const model = editor.createModel('', 'yaml');
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  const view = editor.create(parent, { model, ariaLabel: label, ...options() });
  const fit = (): void => {
    const height = Math.min(Math.max(view.getContentHeight(), LEAST_HEIGHT_PX), MOST_HEIGHT_PX);
    parent.style.height = `${height}px`;
  };
  let frame = 0;
  view.onDidContentSizeChange(() => {
    // Monaco says so while it is told of its size: to change that at once would go round in a circle.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(fit);
  });
  fit();
  onThemeChange(() => {
    paintEditors();
    view.updateOptions(editorFont());
  });
  let isShowing = false;
  model.onDidChangeContent(() => {
    if (!isShowing) events.typed(model.getValue());
  });
  view.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => {
    events.apply();
  });
  view.addCommand(
    KeyCode.Escape,
    events.leave,
    '!suggestWidgetVisible && !inSnippetMode && !editorHoverVisible',
  );
  offer(model, events);
  return {
    get text() {
      return model.getValue();
    },
    show: (text) => {
      isShowing = true;
      model.setValue(text);
      // Of one line Monaco takes the breaks to come from the system; what is shown has LF, whatever the file has.
      model.setEOL(editor.EndOfLineSequence.LF);
      isShowing = false;
      editor.setModelMarkers(model, OWNER, []);
    },
    mark: (marks) => {
      editor.setModelMarkers(
        model,
        OWNER,
        marks.map(({ severity, message, code, start, end }) => {
          const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
          return {
            severity: SEVERITIES[severity],
            message,
            code,
            startLineNumber: from.lineNumber,
            startColumn: from.column,
            endLineNumber: to.lineNumber,
            endColumn: to.column,
          };
        }),
      );
    },
    focus: () => {
      view.focus();
    },
  };
}

function offer(own: editor.ITextModel, events: LayerEditorEvents): void {
  languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '{', '$', ':', '(', '['],
    provideCompletionItems: async (model, position) => {
      if (model !== own) return { suggestions: [] };
      const offered = await events.complete(model.getValue(), model.getOffsetAt(position));
      return { suggestions: offered.map((each) => toSuggestion(each, model)) };
    },
  });
}

function toSuggestion(each: Offered, model: editor.ITextModel): languages.CompletionItem {
  const [from, to] = [model.getPositionAt(each.start), model.getPositionAt(each.end)];
  return {
    label: each.label,
    kind: languages.CompletionItemKind.Property,
    detail: each.detail,
    documentation: { value: each.documentation },
    insertText: each.insert,
    insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
    sortText: each.sort,
    range: {
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    },
  };
}

function options(): editor.IStandaloneEditorConstructionOptions {
  return {
    ...editorFont(),
    theme: THEME,
    automaticLayout: true,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    lineNumbers: 'off',
    glyphMargin: false,
    folding: false,
    lineDecorationsWidth: 6,
    padding: { top: 6, bottom: 6 },
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    renderLineHighlight: 'none',
    // What is offered may be wider than the pane.
    fixedOverflowWidgets: true,
    suggest: { showIcons: false, showWords: false },
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, comments: false, strings: true },
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    links: false,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
  };
}
