import * as vscode from 'vscode';
import { librarySources } from '../settings.ts';
import { doctorMarkdown } from './doctorMarkdown.ts';
import { asTrainingFailure } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

const SCHEME = 'resnet-designer-report';

/** The doctor's newest report as a document that nobody can change or is asked to save. */
export class DoctorReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #uri = vscode.Uri.from({ scheme: SCHEME, path: '/ResNet Designer Doctor.md' });
  #content = '';

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.#changed.event;
  }

  provideTextDocumentContent(): string {
    return this.#content;
  }

  /** As a page where VS Code can show one, else as its text. */
  async show(content: string): Promise<void> {
    this.#content = content;
    this.#changed.fire(this.#uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', this.#uri);
    } catch {
      await vscode.window.showTextDocument(this.#uri, { preview: true });
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** "Doctor": which backends and devices work here, and for each that does not, why and what to do. */
export async function doctorCommand(ui: TrainingUi, reports: DoctorReports): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking at what can train here'),
    cancellable: true,
  };
  const content = await vscode.window.withProgress(options, async (_progress, token) => {
    const looking = new AbortController();
    token.onCancellationRequested(() => {
      looking.abort();
    });
    try {
      const report = await ui.process.doctor(await librarySources(ui.storage), looking.signal);
      return doctorMarkdown(report, vscode.l10n.t);
    } catch (error) {
      const failure = asTrainingFailure(error);
      if (failure.code !== 'cancelled') void vscode.window.showErrorMessage(failure.message);
      return null;
    }
  });
  if (content !== null) await reports.show(content);
}
