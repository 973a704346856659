import * as vscode from 'vscode';
import type { ReportPage } from '../reportPage.ts';
import { librarySources } from '../settings.ts';
import { doctorMarkdown } from './doctorMarkdown.ts';
import { asTrainingFailure } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

/** "Doctor": which backends and devices work here, and for each that does not, why and what to do. */
export async function doctorCommand(ui: TrainingUi, page: ReportPage): Promise<void> {
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
  if (content !== null) await page.show(content);
}
