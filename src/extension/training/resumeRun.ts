import * as vscode from 'vscode';
import { executionSettings } from '../settings.ts';
import type { TrainingUi } from './trainingUi.ts';
import { trainWithOffers } from './trainWithOffers.ts';

/** Goes on with a run from its last checkpoint, to the end that its spec says. */
export async function resumeRun(ui: TrainingUi, folder: string, name: string): Promise<void> {
  if (!vscode.workspace.isTrusted || ui.registry.get(folder) !== undefined) return;
  const execution = await executionSettings(ui.storage);
  await trainWithOffers(ui, { type: 'resume', ...execution, run: folder, steps: null, epochs: null }, name);
}
