import * as vscode from 'vscode';
import { SETTINGS } from '../contributionsSettings.ts';
import { pythonProgram } from '../settings.ts';
import { asTrainingFailure, type FetchProgress } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

/** What the person chose where TensorFlow's library is missing; null: not to train now. */
export type LibraryChoice = 'fetched' | 'slow' | null;

/** Says what is missing and what each way costs, and does what is chosen. */
export async function offerLibrary(ui: TrainingUi, reason: string): Promise<LibraryChoice> {
  const fetch = vscode.l10n.t('Fetch with pip (230 MB)');
  const slow = vscode.l10n.t('Train Slowly');
  const settings = vscode.l10n.t('Open Setting');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('The TensorFlow library is not usable here.'),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}\n\nFetching takes 230 MB from the Python package index through your own pip (about 680 MB unpacked). Without it the network trains with WebAssembly: the same results, three to eight times slower.',
        reason,
      ),
    },
    fetch,
    slow,
    settings,
  );
  if (chosen === fetch) return (await fetchLibrary(ui)) ? 'fetched' : null;
  if (chosen === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.tensorflowLibraryPath.id);
    return null;
  }
  return chosen === slow ? 'slow' : null;
}

/** Fetches the library under a notification with size, progress and Cancel. True where it is there afterwards. */
export async function fetchLibrary(ui: TrainingUi): Promise<boolean> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Fetching the TensorFlow library'),
    cancellable: true,
  };
  const python = await pythonProgram();
  return vscode.window.withProgress(options, async (progress, token) => {
    const fetching = new AbortController();
    token.onCancellationRequested(() => {
      fetching.abort();
    });
    let shown = 0;
    try {
      const fetched = await ui.process.fetchLibrary(
        { python, storage: ui.storage.fsPath },
        (step) => {
          const done = percentOf(step);
          progress.report({ message: fetchText(step), increment: Math.max(0, done - shown) });
          shown = Math.max(shown, done);
        },
        fetching.signal,
      );
      ui.log.info(`Fetched TensorFlow ${fetched.version} into ${fetched.folder}`);
      return true;
    } catch (error) {
      const failure = asTrainingFailure(error);
      if (failure.code !== 'cancelled') void vscode.window.showErrorMessage(failure.message);
      ui.log.warn(`Fetching TensorFlow: ${failure.code}: ${failure.message}`);
      return false;
    }
  });
}

/** The download is nine tenths of the bar. */
function percentOf(step: FetchProgress): number {
  const share = step.totalBytes === null || step.totalBytes === 0 ? 0 : step.doneBytes / step.totalBytes;
  return Math.floor(step.phase === 'download' ? share * 90 : 90 + share * 10);
}

function fetchText(step: FetchProgress): string {
  const done = Math.round(step.doneBytes / 1e6);
  const phase = step.phase === 'download' ? vscode.l10n.t('downloading') : vscode.l10n.t('unpacking');
  return step.totalBytes === null
    ? vscode.l10n.t('{0}: {1} MB', phase, done)
    : vscode.l10n.t('{0}: {1} of {2} MB', phase, done, Math.round(step.totalBytes / 1e6));
}
