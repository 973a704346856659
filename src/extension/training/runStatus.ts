import * as vscode from 'vscode';
import { COMMANDS, CONTEXT_KEYS } from '../contributionsCommands.ts';
import type { ActiveRun } from './activeRun.ts';
import { progressShare, progressText } from './progressText.ts';
import type { RunRegistry } from './runRegistry.ts';

/** The status bar's item while something trains, and the context key that the menus read. */
export class RunStatus implements vscode.Disposable {
  readonly #registry: RunRegistry;
  readonly #item: vscode.StatusBarItem;
  readonly #unlisten: () => void;
  #unlistenRun: () => void = () => undefined;

  constructor(registry: RunRegistry) {
    this.#registry = registry;
    this.#item = vscode.window.createStatusBarItem('resnetDesigner.run', vscode.StatusBarAlignment.Left);
    this.#item.name = vscode.l10n.t('ResNet Training');
    this.#item.command = COMMANDS.showRun.id;
    this.#unlisten = registry.onChange(() => {
      this.#follow();
    });
    this.#follow();
  }

  dispose(): void {
    this.#unlisten();
    this.#unlistenRun();
    this.#item.dispose();
  }

  #follow(): void {
    const { active } = this.#registry;
    this.#unlistenRun();
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.training, active.length > 0);
    const newest = active[active.length - 1];
    if (newest === undefined) {
      this.#item.hide();
      return;
    }
    const show = (): void => {
      this.#show(newest, active.length);
    };
    this.#unlistenRun = newest.listen(show);
    show();
    this.#item.show();
  }

  #show(run: ActiveRun, running: number): void {
    const share = progressShare(run.progress);
    const figure = share === null ? '' : ` ${Math.floor(share * 100)} %`;
    const others = running > 1 ? ` +${running - 1}` : '';
    const icon = run.isPaused ? '$(debug-pause)' : '$(sync~spin)';
    this.#item.text = `${icon}${figure} ${run.name}${others}`;
    this.#item.tooltip = progressText(run.progress, vscode.l10n.t);
  }
}
