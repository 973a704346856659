import * as vscode from 'vscode';
import type { FromGraph, ToGraph } from '../../protocol/graph.ts';
import type { LanguageService } from '../languageService.ts';
import { TextHistory } from './textHistory.ts';

/** Leads from the drawing to the text and back, also where the text has gone on since it was drawn. */
export class GraphPlaces implements vscode.Disposable {
  readonly #language: LanguageService;
  /** Of each open document that was drawn, by its uri. */
  readonly #histories = new Map<string, TextHistory>();
  readonly #registrations: vscode.Disposable;

  constructor(language: LanguageService) {
    this.#language = language;
    this.#registrations = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          start: rangeOffset,
          removed: rangeLength,
          added: text.length,
        }));
        this.#histories.get(this.#uriOf(document))?.changed(document.version, changes);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#histories.delete(this.#uriOf(document));
      }),
    );
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  /** Before it is drawn: from then on its changes are followed. */
  follow(document: vscode.TextDocument): void {
    const uri = this.#uriOf(document);
    if (!this.#histories.has(uri)) this.#histories.set(uri, new TextHistory(document.version));
  }

  /** Selects in an editor what a node was drawn from, or where that was. */
  async goTo({ uri, version, start, end, focus }: Extract<FromGraph, { type: 'goto' }>): Promise<void> {
    const visible = this.editorOf(uri);
    const document = visible?.document ?? (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)));
    const span = this.#histories.get(uri)?.toNewest({ start, end }, version) ?? { start, end };
    const selection = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
    if (visible !== undefined && !focus) {
      visible.selection = new vscode.Selection(selection.start, selection.start);
      visible.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      return;
    }
    await vscode.window.showTextDocument(document, {
      viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
      preserveFocus: !focus,
      selection,
    });
  }

  /** An editor that shows a document: the one that is worked in, where that does. */
  editorOf(uri: string): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const editors = activeTextEditor === undefined ? [] : [activeTextEditor];
    return [...editors, ...visibleTextEditors].find(({ document }) => this.#uriOf(document) === uri);
  }

  /** @param drawnVersion of the text that the page shows; null where it shows none. */
  caretIn(
    { document, selection }: vscode.TextEditor,
    drawnVersion: number | null,
    reveal: boolean,
  ): Extract<ToGraph, { type: 'caret' }> {
    const uri = this.#uriOf(document);
    const offset = document.offsetAt(selection.active);
    const old = drawnVersion === null ? null : this.#histories.get(uri)?.toOlder(offset, drawnVersion);
    const drawn = drawnVersion === null || old == null ? null : { version: drawnVersion, offset: old };
    return { type: 'caret', uri, version: document.version, offset, drawn, reveal };
  }

  #uriOf(document: vscode.TextDocument): string {
    return this.#language.protocolUri(document.uri);
  }
}
