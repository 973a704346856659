import * as vscode from 'vscode';
import { RUN_FILES } from '../../protocol/runFolder.ts';
import {
  fromTrainingViewSchema,
  type ToTrainingView,
  trainingViewStateSchema,
} from '../../protocol/trainingView.ts';
import { TRAINING_WORDS } from '../../protocol/trainingWords.ts';
import { VIEW_TYPES } from '../contributions.ts';
import { panelIcon } from '../panelIcon.ts';
import { translateWords } from '../translateWords.ts';
import { newNonce, webviewHtml } from '../webviewHtml.ts';
import type { RunRegistry } from './runRegistry.ts';
import { streamRun } from './streamRun.ts';
import type { TrainingProcess } from './trainingProcess.ts';

/** The open views of runs, one for each run; they come back after a reload of the window. */
export class RunPanels implements vscode.Disposable {
  readonly #sources: RunPanelSources;
  readonly #extensionUri: vscode.Uri;
  readonly #webviewFolder: vscode.Uri;
  readonly #panels = new Map<string, RunPanel>();
  readonly #serializer: vscode.Disposable;

  constructor(context: vscode.ExtensionContext, sources: RunPanelSources) {
    this.#sources = sources;
    this.#extensionUri = context.extensionUri;
    this.#webviewFolder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
    this.#serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPES.run, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const kept = trainingViewStateSchema.safeParse(state);
        if (kept.success && vscode.workspace.isTrusted) this.#adopt(kept.data.folder, panel);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  show(folder: string, name: string): void {
    const known = this.#panels.get(folder);
    if (known !== undefined) {
      known.reveal();
      known.restart();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      VIEW_TYPES.run,
      name,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [this.#webviewFolder] },
    );
    this.#adopt(folder, panel);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of this.#panels.values()) panel.dispose();
  }

  #adopt(folder: string, panel: vscode.WebviewPanel): void {
    this.#panels.get(folder)?.dispose();
    panel.iconPath = panelIcon(this.#extensionUri);
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.#webviewFolder] };
    const shown = new RunPanel(folder, panel, this.#webviewFolder, this.#sources);
    this.#panels.set(folder, shown);
    panel.onDidDispose(() => {
      shown.release();
      if (this.#panels.get(folder) === shown) this.#panels.delete(folder);
    });
  }
}

export interface RunPanelSources {
  readonly process: TrainingProcess;
  readonly registry: RunRegistry;
  readonly log: vscode.LogOutputChannel;
  readonly resume: (folder: string, name: string) => void;
}

class RunPanel {
  readonly #folder: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #sources: RunPanelSources;
  #streaming = new AbortController();

  constructor(
    folder: string,
    panel: vscode.WebviewPanel,
    webviewFolder: vscode.Uri,
    sources: RunPanelSources,
  ) {
    this.#folder = folder;
    this.#panel = panel;
    this.#sources = sources;
    const { webview } = panel;
    webview.onDidReceiveMessage((raw: unknown) => {
      this.#receive(raw);
    });
    webview.html = webviewHtml({
      cspSource: webview.cspSource,
      nonce: newNonce(),
      script: webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder, 'training.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(webviewFolder, 'training.css')).toString(),
      title: vscode.l10n.t('Training run'),
      language: vscode.env.language,
      words: translateWords(TRAINING_WORDS),
      // Monaco writes style elements and attributes.
      allowInlineStyles: true,
    });
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  release(): void {
    this.#streaming.abort();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #receive(raw: unknown): void {
    const message = fromTrainingViewSchema.safeParse(raw);
    if (!message.success) {
      this.#sources.log.error(`The run view sent what it may not send: ${message.error.message}`);
      return;
    }
    switch (message.data.type) {
      case 'ready':
        this.restart();
        return;
      case 'stop':
        void this.#stop();
        return;
      case 'pause':
      case 'continue':
        void this.#setPaused(message.data.type === 'pause');
        return;
      case 'resume':
        this.#sources.resume(this.#folder, this.#panel.title);
        return;
      case 'readSpec':
        void this.#sendSpec();
        return;
      case 'openSpec':
        void vscode.window.showTextDocument(
          vscode.Uri.joinPath(vscode.Uri.file(this.#folder), RUN_FILES.spec),
          {
            viewColumn: vscode.ViewColumn.One,
          },
        );
        return;
      case 'openFolder':
        void this.#revealFolder();
        return;
      case 'pageError':
        this.#sources.log.error(`Run view: ${message.data.message}`);
        return;
    }
  }

  async #sendSpec(): Promise<void> {
    const text = await this.#sources.process.readSpec(this.#folder);
    const message: ToTrainingView = { type: 'spec', folder: this.#folder, text };
    void this.#panel.webview.postMessage(message);
  }

  /** In the explorer where the folder is part of the workspace, else in the system's own. */
  async #revealFolder(): Promise<void> {
    const folder = vscode.Uri.file(this.#folder);
    const isInside = vscode.workspace.getWorkspaceFolder(folder) !== undefined;
    try {
      await vscode.commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', folder);
    } catch {
      void vscode.window.showInformationMessage(vscode.l10n.t('The run is in {0}', this.#folder));
    }
  }

  /** Sends everything from the start: the page is new or came back, or the run goes on after an end. */
  restart(): void {
    this.#streaming.abort();
    const streaming = new AbortController();
    this.#streaming = streaming;
    const post = (message: ToTrainingView): void => {
      if (streaming.signal.aborted) return;
      if (message.type === 'run') this.#panel.title = message.run.name;
      void this.#panel.webview.postMessage(message);
    };
    void streamRun(this.#sources.process, this.#folder, post, streaming.signal, vscode.l10n.t);
  }

  async #setPaused(isPaused: boolean): Promise<void> {
    try {
      await this.#sources.process.setPaused(this.#folder, isPaused);
    } catch (error) {
      this.#sources.log.warn(`Pausing ${this.#folder}: ${String(error)}`);
    }
  }

  async #stop(): Promise<void> {
    try {
      const active = this.#sources.registry.get(this.#folder);
      await (active === undefined ? this.#sources.process.stop(this.#folder) : active.stop());
    } catch (error) {
      this.#sources.log.warn(`Stopping ${this.#folder}: ${String(error)}`);
    }
  }
}
