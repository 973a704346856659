import * as vscode from 'vscode';
import * as z from 'zod';
import {
  DRAWING_CHANGED,
  DRAWING_REQUEST,
  type DrawingAnswer,
  drawingAnswerSchema,
  drawingChangedSchema,
  type FromGraph,
  fromGraphSchema,
  graphPageStateSchema,
  type ShownDocument,
  type ToGraph,
} from '../../protocol/graph.ts';
import { GRAPH_WORDS } from '../../protocol/graphWords.ts';
import { chooseSide } from '../compare/chooseSide.ts';
import { VIEW_TYPES } from '../contributions.ts';
import type { LanguageService } from '../languageService.ts';
import { panelIcon } from '../panelIcon.ts';
import { chooseSpec, findSpecs, isSpec } from '../specDocument.ts';
import { translateWords } from '../translateWords.ts';
import { newNonce, webviewHtml } from '../webviewHtml.ts';
import { answerDesign } from './designing.ts';
import { exportDrawing } from './exportDrawing.ts';
import { failedReply } from './failedReply.ts';
import { GraphPlaces } from './graphPlaces.ts';
import { GraphSession } from './graphSession.ts';
import { answerInspector } from './inspector.ts';
import { answerOpTable } from './opTable.ts';

/**
 * The drawing comes from our own server and the page parses it again; to walk its thousands of nodes here as
 * well would stall the extension host.
 */
const answerSchema = drawingAnswerSchema
  .extend({ drawing: z.custom<DrawingAnswer['drawing']>((value) => typeof value === 'object') })
  .nullable();

/** The panel beside the editor that draws the spec which is being worked on. There is one a window. */
export class GraphPanel implements vscode.Disposable {
  readonly #language: LanguageService;
  readonly #log: vscode.LogOutputChannel;
  readonly #extensionUri: vscode.Uri;
  readonly #webviewFolder: vscode.Uri;
  readonly #places: GraphPlaces;
  readonly #registrations: vscode.Disposable;
  #panel: vscode.WebviewPanel | null = null;
  #session: GraphSession | null = null;

  constructor(context: vscode.ExtensionContext, language: LanguageService, log: vscode.LogOutputChannel) {
    this.#language = language;
    this.#log = log;
    this.#places = new GraphPlaces(language);
    this.#extensionUri = context.extensionUri;
    this.#webviewFolder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
    this.#registrations = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPES.graph, {
        deserializeWebviewPanel: (panel, state: unknown) => this.#restore(panel, state),
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) this.#follow(editor.document);
      }),
      this.#places,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // While typing the drawing stays where it is.
        const reveal = kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command;
        this.#showCaret(textEditor, reveal);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (this.#isShown(document)) void this.#afterClose(document);
      }),
      language.onNotification(DRAWING_CHANGED, (params) => {
        const changed = drawingChangedSchema.parse(params);
        this.#session?.documentChanged(changed.uri);
      }),
    );
  }

  /** Opens the panel beside the editor, or brings it to the front, for this document. */
  open(document: vscode.TextDocument | undefined): void {
    if (this.#panel === null) {
      this.#adopt(
        vscode.window.createWebviewPanel(
          VIEW_TYPES.graph,
          vscode.l10n.t('Graph'),
          { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
          this.#options(),
        ),
      );
    } else {
      this.#panel.reveal(undefined, true);
    }
    if (document !== undefined) this.#follow(document);
  }

  /** Of the spec that is shown as it is shown, else of one that is chosen. */
  async exportDrawing(): Promise<void> {
    const shown = this.#session?.document ?? null;
    if (this.#session !== null && shown !== null) {
      const { view, comparedWith } = this.#session;
      await exportDrawing({ uri: vscode.Uri.parse(shown.uri), view, comparedWith }, this.#language);
      return;
    }
    const document = await chooseSpec(undefined);
    const view = { level: 'blocks', toggled: {} } as const;
    if (document !== null)
      await exportDrawing({ uri: document.uri, view, comparedWith: null }, this.#language);
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#panel?.dispose();
  }

  #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.#webviewFolder] };
  }

  async #restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    panel.webview.options = this.#options();
    this.#adopt(panel);
    const kept = graphPageStateSchema.safeParse(state);
    const active = vscode.window.activeTextEditor?.document;
    if (active !== undefined && isSpec(active)) {
      this.#follow(active);
      return;
    }
    const uri = kept.success ? kept.data.document?.uri : undefined;
    if (uri === undefined) return;
    try {
      this.#follow(await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)));
    } catch {
      this.#log.info(`The spec of the graph panel is gone: ${uri}`);
    }
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel?.dispose();
    const { webview } = panel;
    panel.iconPath = panelIcon(this.#extensionUri);
    this.#panel = panel;
    this.#session = new GraphSession({
      drawing: async (uri, view, comparedWith) =>
        answerSchema.parse(await this.#language.request(DRAWING_REQUEST, { uri, view, comparedWith })),
      post: (message) => {
        void webview.postMessage(message);
        // Where the caret stands in what is drawn now.
        if (message.type === 'show') this.#showCaret(this.#places.editorOf(message.document.uri), false);
      },
      warn: (message) => {
        this.#log.warn(message);
      },
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = null;
      this.#session = null;
    });
    webview.onDidReceiveMessage((raw: unknown) => {
      const message = fromGraphSchema.safeParse(raw);
      if (message.success) void this.#answer(message.data, webview);
      else this.#log.error(`The graph page sent what it may not send: ${message.error.message}`);
    });
    webview.html = webviewHtml({
      cspSource: webview.cspSource,
      nonce: newNonce(),
      script: webview.asWebviewUri(vscode.Uri.joinPath(this.#webviewFolder, 'graph.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(this.#webviewFolder, 'graph.css')).toString(),
      title: vscode.l10n.t('Graph'),
      language: vscode.env.language,
      words: translateWords(GRAPH_WORDS),
      // Monaco, in the inspector, writes style elements and attributes.
      allowInlineStyles: true,
    });
  }

  #follow(document: vscode.TextDocument): void {
    if (this.#session === null || !isSpec(document)) return;
    const shown: ShownDocument = {
      uri: this.#language.protocolUri(document.uri),
      name: document.uri.path.replace(/^.*\//, ''),
    };
    this.#places.follow(document);
    this.#session.follow(shown);
    if (this.#panel !== null)
      this.#panel.title = vscode.l10n.t('Graph {0}', shown.name.replace(/\.resnet\.ya?ml$/, ''));
  }

  /** Another spec that can be seen takes its place; else the drawing stays, from then on of the file as saved. */
  async #afterClose(closed: vscode.TextDocument): Promise<void> {
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document);
    const other = visible.find((document) => isSpec(document) && document !== closed);
    const next = other ?? (await openSaved(closed.uri));
    // Meanwhile another one may be shown.
    if (!this.#isShown(closed)) return;
    if (next !== null && isSpec(next)) {
      this.#follow(next);
      return;
    }
    this.#session?.showNothing();
    if (this.#panel !== null) this.#panel.title = vscode.l10n.t('Graph');
  }

  /** @param reveal also moves the drawing to it. */
  #showCaret(editor: vscode.TextEditor | undefined, reveal: boolean): void {
    if (editor === undefined || this.#panel === null || !this.#isShown(editor.document)) return;
    this.#post(this.#places.caretIn(editor, this.#session?.drawnVersion ?? null, reveal));
  }

  #post(message: ToGraph): void {
    void this.#panel?.webview.postMessage(message);
  }

  #isShown(document: vscode.TextDocument): boolean {
    return this.#session?.document?.uri === this.#language.protocolUri(document.uri);
  }

  /** The page waits for answers: what fails is answered, too. */
  async #answer(message: FromGraph, webview: vscode.Webview): Promise<void> {
    try {
      await this.#receive(message);
    } catch (error) {
      this.#log.error(`The graph page asked in vain (${message.type}):`, error);
      const why = error instanceof Error ? error.message : String(error);
      const reply = failedReply(message, vscode.l10n.t('This cannot be answered: {0}', why));
      if (reply !== null) void webview.postMessage(reply);
      else void vscode.window.showErrorMessage(vscode.l10n.t('The graph panel could not do that: {0}', why));
    }
  }

  async #receive(message: FromGraph): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#session?.pageReady(message.views);
        return;
      case 'view':
        this.#session?.changeView(message.uri, message.view);
        return;
      case 'goto':
        await this.#places.goTo(message);
        return;
      case 'inspect':
      case 'tryText':
      case 'completeText':
      case 'replaceText': {
        const reply: ToGraph = await answerInspector(message, this.#language);
        void this.#panel?.webview.postMessage(reply);
        return;
      }
      case 'compare':
        await this.#compare();
        return;
      case 'export':
        await this.exportDrawing();
        return;
      case 'stopComparing':
        this.#session?.compare(this.#session.document?.uri ?? '', null);
        return;
      case 'openSpec':
        await openSomeSpec();
        return;
      case 'designAsk': {
        const answer = await answerDesign(message, this.#language);
        this.#post({ type: 'designAnswer', question: message.question, answer });
        return;
      }
      case 'pageError':
        this.#log.error(`Graph page: ${message.message}`);
        return;
      case 'ops':
      case 'copyOps': {
        const webview = this.#panel?.webview;
        await answerOpTable(message, this.#language, (answer) => void webview?.postMessage(answer));
        return;
      }
    }
  }

  async #compare(): Promise<void> {
    const shown = this.#session?.document ?? null;
    if (shown === null) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(shown.uri));
    const info = await this.#language.specInfo(document.uri);
    const variant = info?.variant ?? null;
    const side = await chooseSide({ document, variants: info?.variants ?? [], variant });
    if (side !== null) this.#session?.compare(shown.uri, side);
  }
}

/** Without an editor; null where there is no such file, or none any more. */
async function openSaved(uri: vscode.Uri): Promise<vscode.TextDocument | null> {
  // To open one that has no file would make a new one.
  if (uri.scheme === 'untitled') return null;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return null;
  }
}

async function openSomeSpec(): Promise<void> {
  const specs = await findSpecs();
  const items = specs.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which spec?') });
  if (picked !== undefined)
    await vscode.window.showTextDocument(picked.uri, { viewColumn: vscode.ViewColumn.One });
}
