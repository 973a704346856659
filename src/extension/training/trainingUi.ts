import type * as vscode from 'vscode';
import type { LanguageService } from '../languageService.ts';
import type { RunPanels } from './runPanels.ts';
import type { RunRegistry } from './runRegistry.ts';
import type { TrainingProcess } from './trainingProcess.ts';

/** What every command about training works with. */
export interface TrainingUi {
  readonly process: TrainingProcess;
  readonly registry: RunRegistry;
  readonly panels: RunPanels;
  readonly language: LanguageService;
  readonly log: vscode.LogOutputChannel;
  /** The extension's own folder on this machine, for what it fetches. */
  readonly storage: vscode.Uri;
}
