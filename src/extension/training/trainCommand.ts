import * as vscode from 'vscode';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { executionSettings, runsFolderSetting } from '../settings.ts';
import { chooseSpec, chooseVariant } from '../specDocument.ts';
import type { TrainingUi } from './trainingUi.ts';
import { NO_OVERRIDES, newRunRequest } from './trainRequest.ts';
import { trainWithOffers } from './trainWithOffers.ts';

/** "ResNet Designer: Train": resolves when the run has ended or was never started. */
export async function trainCommand(ui: TrainingUi, called: unknown): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Nothing is trained in a folder that you do not trust. Trust it first (“Manage Workspace Trust”).',
      ),
    );
    return;
  }
  const document = await chooseSpec(called);
  if (document === null) return;
  const chosen = await prepare(ui, document);
  if (chosen !== null) await trainWithOffers(ui, chosen.request, chosen.name);
}

interface PreparedRun {
  readonly request: TrainRequest;
  readonly name: string;
}

/** Asks what has to be asked; null where the spec cannot be trained or the person cancelled. */
async function prepare(ui: TrainingUi, document: vscode.TextDocument): Promise<PreparedRun | null> {
  if (document.uri.scheme !== 'file') {
    return refuse(vscode.l10n.t('Save the spec to a file first: its runs are kept beside it.'));
  }
  const info = await ui.language.specInfo(document.uri);
  if (info === null) return refuse(vscode.l10n.t('This is no spec: its name must end in .resnet.yaml.'));
  if (info.errors > 0) {
    void vscode.commands.executeCommand('workbench.actions.view.problems');
    return refuse(
      vscode.l10n.t('The spec has {0} errors. Mend them first; the Problems view lists them.', info.errors),
    );
  }
  if (!info.hasTraining) {
    return refuse(
      vscode.l10n.t(
        'The spec does not say how to train. Add for example:\ntrain: {dataset: digits, epochs: 10}',
      ),
    );
  }
  const variant = await chooseVariant(info.variants, info.variant);
  if (variant === undefined) return null;
  const execution = await executionSettings(ui.storage);
  const request = newRunRequest({
    text: document.getText(),
    specPath: document.uri.fsPath,
    variant,
    overrides: NO_OVERRIDES,
    runsFolder: runsFolderSetting(document.uri),
    execution,
    now: new Date(),
  });
  const base = info.name === '' ? vscode.workspace.asRelativePath(document.uri) : info.name;
  return { request, name: variant === null ? base : `${base} (${variant})` };
}

function refuse(message: string): null {
  void vscode.window.showErrorMessage(message);
  return null;
}
