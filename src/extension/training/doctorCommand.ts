import * as vscode from 'vscode';
import { librarySources } from '../settings.ts';
import { doctorMarkdown } from './doctorMarkdown.ts';
import { asTrainingFailure } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

/** "Doctor": which backends and devices work here, and for each that does not, why and what to do. */
export async function doctorCommand(ui: TrainingUi): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking at what can train here'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (_progress, token) => {
    const looking = new AbortController();
    token.onCancellationRequested(() => {
      looking.abort();
    });
    try {
      const report = await ui.process.doctor(await librarySources(ui.storage), looking.signal);
      const document = await vscode.workspace.openTextDocument({
        language: 'markdown',
        content: doctorMarkdown(report),
      });
      await vscode.window.showTextDocument(document, { preview: true });
    } catch (error) {
      const failure = asTrainingFailure(error);
      if (failure.code !== 'cancelled') void vscode.window.showErrorMessage(failure.message);
    }
  });
}
