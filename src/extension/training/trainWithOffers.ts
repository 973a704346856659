import * as vscode from 'vscode';
import type { TrainRequest } from '../../protocol/launcher.ts';
import type { ActiveRun } from './activeRun.ts';
import { offerLibrary } from './libraryOffer.ts';
import { outcomeText } from './progressText.ts';
import { runWithProgress } from './runWithProgress.ts';
import { asTrainingFailure, type RunOutcome } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';
import { firstBackend, isLibraryMissing } from './trainRequest.ts';

/**
 * Starts or resumes a run and stays with it to its end. Where TensorFlow is missing and the settings leave the
 * choice, the person is asked before anything slow is done.
 */
export async function trainWithOffers(ui: TrainingUi, wanted: TrainRequest, name: string): Promise<void> {
  let request = { ...wanted, backend: firstBackend(wanted.backend) };
  for (;;) {
    try {
      const { run, outcome } = await runWithProgress(ui, request, name);
      await announce(ui, run, outcome);
      return;
    } catch (error) {
      const failure = asTrainingFailure(error);
      ui.log.info(`${name} did not start: ${failure.code}: ${failure.message}`);
      if (failure.code === 'cancelled') return;
      if (wanted.backend !== 'auto' || !isLibraryMissing(failure.code) || request.backend === 'wasm') {
        void vscode.window.showErrorMessage(failure.message);
        return;
      }
      const choice = await offerLibrary(ui, failure.message);
      if (choice === null) return;
      if (choice === 'slow') request = { ...request, backend: 'wasm' };
    }
  }
}

async function announce(ui: TrainingUi, run: ActiveRun, outcome: RunOutcome): Promise<void> {
  // The window goes; so has the log.
  if (outcome.type === 'detached') return;
  const text = outcomeText(run.name, outcome, vscode.l10n.t);
  ui.log.info(text);
  const show = vscode.l10n.t('Show Run');
  const isGood = outcome.type === 'ended' && outcome.reason !== 'diverged';
  const chosen = await (isGood
    ? vscode.window.showInformationMessage(text, show)
    : vscode.window.showErrorMessage(text, show));
  if (chosen === show) ui.panels.show(run.folder, run.name);
}
