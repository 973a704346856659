import * as vscode from 'vscode';
import * as z from 'zod';
import type { TrainRequest } from '../../protocol/launcher.ts';
import { TASK_TYPE } from '../contributionsCommands.ts';
import { executionSettings, runsFolderSetting } from '../settings.ts';
import { findSpecs } from '../specDocument.ts';
import { TrainingFailure } from './trainingProcess.ts';
import { TrainingTerminal } from './trainingTerminal.ts';
import type { TrainingUi } from './trainingUi.ts';
import { newRunRequest } from './trainRequest.ts';

const positive = z.number().int().positive().optional();
const definitionSchema = z.object({
  type: z.literal(TASK_TYPE),
  spec: z.string().min(1),
  variant: z.string().optional(),
  steps: positive,
  epochs: positive,
  batch: positive,
  seed: z.number().int().nonnegative().optional(),
  resume: z.string().optional(),
});
type TrainingDefinition = z.infer<typeof definitionSchema>;

/** The task type `resnet`: trains a spec, its terminal showing what the run tells. */
export class TrainingTaskProvider implements vscode.TaskProvider {
  readonly #ui: TrainingUi;

  constructor(ui: TrainingUi) {
    this.#ui = ui;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const specs = (await findSpecs()).filter((uri) => uri.scheme === 'file');
    return specs.flatMap((uri) => {
      const folder = vscode.workspace.getWorkspaceFolder(uri);
      if (folder === undefined) return [];
      const spec = vscode.workspace.asRelativePath(uri, false);
      return [this.#task({ type: TASK_TYPE, spec }, folder)];
    });
  }

  resolveTask(task: vscode.Task): vscode.Task | undefined {
    const definition = definitionSchema.safeParse(task.definition);
    const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
    if (!definition.success || folder === undefined) return undefined;
    const resolved = this.#task(definition.data, folder);
    // VS Code wants the very definition back.
    return new vscode.Task(task.definition, folder, task.name, TASK_TYPE, resolved.execution, []);
  }

  #task(definition: TrainingDefinition, folder: vscode.WorkspaceFolder): vscode.Task {
    const execution = new vscode.CustomExecution(() =>
      Promise.resolve(
        new TrainingTerminal(this.#ui, definition.spec, () => this.#request(definition, folder)),
      ),
    );
    const task = new vscode.Task(
      definition,
      folder,
      vscode.l10n.t('train {0}', definition.spec),
      TASK_TYPE,
      execution,
    );
    // Written out, or VS Code asks what to look for in the output.
    task.problemMatchers = [];
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
    return task;
  }

  async #request(definition: TrainingDefinition, folder: vscode.WorkspaceFolder): Promise<TrainRequest> {
    if (!vscode.workspace.isTrusted) {
      throw new TrainingFailure(
        'usage',
        vscode.l10n.t('Nothing is trained in a folder that you do not trust.'),
      );
    }
    const execution = await executionSettings(this.#ui.storage);
    const { steps = null, epochs = null, batch = null, seed = null, variant = null } = definition;
    if (definition.resume !== undefined) {
      const run = vscode.Uri.joinPath(folder.uri, definition.resume).fsPath;
      return { type: 'resume', ...execution, run, steps, epochs };
    }
    const uri = vscode.Uri.joinPath(folder.uri, definition.spec);
    const document = await vscode.workspace.openTextDocument(uri);
    return newRunRequest({
      text: document.getText(),
      specPath: uri.fsPath,
      variant,
      overrides: { steps, epochs, batch, seed },
      runsFolder: runsFolderSetting(uri),
      execution,
      now: new Date(),
    });
  }
}
