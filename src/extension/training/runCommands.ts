import * as vscode from 'vscode';
import type { ViewState } from '../../protocol/trainingView.ts';
import { TRAINING_WORDS } from '../../protocol/trainingWords.ts';
import { runsFolderSetting } from '../settings.ts';
import { findSpecs } from '../specDocument.ts';
import type { ActiveRun } from './activeRun.ts';
import { progressText } from './progressText.ts';
import { runsFolderOf } from './runsFolders.ts';
import type { StoredRun } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

/** The folders in which the runs of this workspace's specs are kept. */
export async function workspaceRunsFolders(): Promise<string[]> {
  const specs = (await findSpecs()).filter((uri) => uri.scheme === 'file');
  return [...new Set(specs.map((uri) => runsFolderOf(uri.fsPath, runsFolderSetting(uri))))];
}

/** "Stop Training": the one run that goes on, or a choice among several. */
export async function stopCommand(ui: TrainingUi): Promise<void> {
  const run = await chooseActive(ui.registry.active);
  if (run === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No training is running.'));
    return;
  }
  try {
    await run?.stop();
  } catch (error) {
    ui.log.warn(`Stopping: ${String(error)}`);
  }
}

/** Null where nothing runs, undefined where the choice was cancelled. */
async function chooseActive(active: readonly ActiveRun[]): Promise<ActiveRun | null | undefined> {
  if (active.length <= 1) return active[0] ?? null;
  const items = active.map((run) => ({
    label: run.name,
    description: progressText(run.progress, vscode.l10n.t),
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Stop which run?') });
  return picked?.run;
}

/** "Show Run": the runs of this workspace, newest first. */
export async function showRunCommand(ui: TrainingUi): Promise<void> {
  const runs = await ui.process.listRuns(await workspaceRunsFolders());
  if (runs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no run yet. Start one with “ResNet Designer: Train”.'),
    );
    return;
  }
  const items = runs.map((run) => ({ ...runItem(ui, run), run }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which run?'),
    matchOnDescription: true,
  });
  if (picked !== undefined) ui.panels.show(picked.run.folder, picked.run.file.name);
}

function runItem(ui: TrainingUi, { folder, file }: StoredRun): vscode.QuickPickItem {
  const isActive = ui.registry.get(folder) !== undefined;
  const icon = isActive ? '$(sync~spin)' : file.state === 'finished' ? '$(check)' : '$(circle-slash)';
  const state: ViewState = isActive || file.process === null ? file.state : 'lost';
  const name = file.variant === null ? file.name : `${file.name} (${file.variant})`;
  return {
    label: `${icon} ${name}`,
    description: `${vscode.l10n.t(TRAINING_WORDS[state])} · ${new Date(file.createdAt).toLocaleString()}`,
    detail: folder,
  };
}
