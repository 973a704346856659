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
  await controlCommand(ui, ui.registry.active, {
    which: vscode.l10n.t('Stop which run?'),
    none: vscode.l10n.t('No training is running.'),
    act: (run) => run.stop(),
  });
}

/** "Pause Training", of those that are not paused. */
export async function pauseCommand(ui: TrainingUi): Promise<void> {
  const running = ui.registry.active.filter((run) => !run.isPaused);
  await controlCommand(ui, running, {
    which: vscode.l10n.t('Pause which run?'),
    none: vscode.l10n.t('No training is running that could be paused.'),
    act: (run) => run.setPaused(true),
  });
}

/** "Continue Training", of those that are paused. */
export async function continueCommand(ui: TrainingUi): Promise<void> {
  const paused = ui.registry.active.filter((run) => run.isPaused);
  await controlCommand(ui, paused, {
    which: vscode.l10n.t('Continue which run?'),
    none: vscode.l10n.t('No training is paused.'),
    act: (run) => run.setPaused(false),
  });
}

interface RunControl {
  /** Asked where there are several. */
  readonly which: string;
  /** Said where there is none. */
  readonly none: string;
  readonly act: (run: ActiveRun) => Promise<void>;
}

async function controlCommand(
  ui: TrainingUi,
  runs: readonly ActiveRun[],
  { which, none, act }: RunControl,
): Promise<void> {
  const run = await chooseActive(runs, which);
  if (run === null) {
    void vscode.window.showInformationMessage(none);
    return;
  }
  try {
    if (run !== undefined) await act(run);
  } catch (error) {
    ui.log.warn(`Controlling ${run?.folder ?? ''}: ${String(error)}`);
  }
}

/** Null where nothing runs, undefined where the choice was cancelled. */
async function chooseActive(
  active: readonly ActiveRun[],
  placeHolder: string,
): Promise<ActiveRun | null | undefined> {
  if (active.length <= 1) return active[0] ?? null;
  const items = active.map((run) => ({
    label: run.name,
    description: progressText(run.progress, vscode.l10n.t),
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
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
  const icon =
    file.state === 'paused' && isActive
      ? '$(debug-pause)'
      : isActive
        ? '$(sync~spin)'
        : file.state === 'finished'
          ? '$(check)'
          : '$(circle-slash)';
  const state: ViewState = isActive || file.process === null ? file.state : 'lost';
  const name = file.variant === null ? file.name : `${file.name} (${file.variant})`;
  return {
    label: `${icon} ${name}`,
    description: `${vscode.l10n.t(TRAINING_WORDS[state])} · ${new Date(file.createdAt).toLocaleString()}`,
    detail: folder,
  };
}
