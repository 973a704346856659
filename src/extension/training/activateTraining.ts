import * as vscode from 'vscode';
import { COMMANDS, TASK_TYPE } from '../contributionsCommands.ts';
import type { LanguageService } from '../languageService.ts';
import { ReportPage } from '../reportPage.ts';
import { doctorCommand } from './doctorCommand.ts';
import { fetchLibrary } from './libraryOffer.ts';
import { resumeRun } from './resumeRun.ts';
import {
  continueCommand,
  pauseCommand,
  showRunCommand,
  stopCommand,
  workspaceRunsFolders,
} from './runCommands.ts';
import { RunPanels } from './runPanels.ts';
import { RunRegistry } from './runRegistry.ts';
import { RunStatus } from './runStatus.ts';
import { trainCommand } from './trainCommand.ts';
import type { TrainingProcess } from './trainingProcess.ts';
import { TrainingTaskProvider } from './trainingTask.ts';
import type { TrainingUi } from './trainingUi.ts';

/** Puts up everything about training, and looks for runs that a reload of the window left going. */
export function activateTraining(
  context: vscode.ExtensionContext,
  process: TrainingProcess,
  language: LanguageService,
  log: vscode.LogOutputChannel,
): void {
  const registry = new RunRegistry(process);
  const panels = new RunPanels(context, {
    process,
    registry,
    log,
    resume: (folder, name) => void resumeRun(ui, folder, name),
  });
  const ui: TrainingUi = { process, registry, panels, language, log, storage: context.globalStorageUri };
  const reports = new ReportPage('resnet-designer-report', 'ResNet Designer Doctor');
  const { commands } = vscode;
  context.subscriptions.push(
    registry,
    panels,
    reports,
    new RunStatus(registry),
    commands.registerCommand(COMMANDS.train.id, (called: unknown) => trainCommand(ui, called)),
    commands.registerCommand(COMMANDS.stopTraining.id, () => stopCommand(ui)),
    commands.registerCommand(COMMANDS.pauseTraining.id, () => pauseCommand(ui)),
    commands.registerCommand(COMMANDS.continueTraining.id, () => continueCommand(ui)),
    commands.registerCommand(COMMANDS.showRun.id, () => showRunCommand(ui)),
    commands.registerCommand(COMMANDS.doctor.id, () => doctorCommand(ui, reports)),
    commands.registerCommand(COMMANDS.fetchTensorFlow.id, () => fetchLibrary(ui)),
    vscode.tasks.registerTaskProvider(TASK_TYPE, new TrainingTaskProvider(ui)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void findRunning(ui);
    }),
  );
  void findRunning(ui);
}

/** A run's folder names the socket to speak to, so those of an untrusted workspace are left alone. */
async function findRunning(ui: TrainingUi): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  try {
    for (const run of await ui.registry.attachRunning(await workspaceRunsFolders())) {
      ui.log.info(`${run.name} is still training: ${run.folder}`);
    }
  } catch (error) {
    ui.log.warn(`Looking for runs: ${String(error)}`);
  }
}
