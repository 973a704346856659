import * as vscode from 'vscode';
import type { TrainRequest } from '../../protocol/launcher.ts';
import type { ActiveRun } from './activeRun.ts';
import { progressShare, progressText } from './progressText.ts';
import type { RunOutcome } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

/**
 * Starts a run under a notification with its rate, the time left and a Cancel that stops it. Resolves with its
 * end; rejects with a `TrainingFailure` where it could not start.
 */
export async function runWithProgress(
  ui: TrainingUi,
  request: TrainRequest,
  name: string,
): Promise<{ readonly run: ActiveRun; readonly outcome: RunOutcome }> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Training {0}', name),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const starting = new AbortController();
    token.onCancellationRequested(() => {
      starting.abort();
    });
    progress.report({ message: vscode.l10n.t('preparing…') });
    const run = await ui.registry.start(request, name, starting.signal);
    ui.panels.show(run.folder, run.name);
    return { run, outcome: await reportUntilEnd(ui, run, progress, token) };
  });
}

async function reportUntilEnd(
  ui: TrainingUi,
  run: ActiveRun,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<RunOutcome> {
  const stop = (): void => {
    run.stop().catch((error: unknown) => {
      ui.log.warn(`Stopping ${run.name}: ${String(error)}`);
    });
  };
  if (token.isCancellationRequested) stop();
  token.onCancellationRequested(stop);
  let shown = 0;
  const unlisten = run.listen(() => {
    const percentDone = Math.floor((progressShare(run.progress) ?? 0) * 100);
    progress.report({
      message: progressText(run.progress, vscode.l10n.t),
      increment: Math.max(0, percentDone - shown),
    });
    shown = Math.max(shown, percentDone);
  });
  try {
    return await run.outcome;
  } finally {
    unlisten();
  }
}
