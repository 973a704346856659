import * as vscode from 'vscode';
import { registerBlockPages } from './blockPages.ts';
import { compareCommand } from './compare/compareCommand.ts';
import { COMMANDS } from './contributionsCommands.ts';
import { GraphPanel } from './graph/graphPanel.ts';
import { LanguageService } from './languageService.ts';
import { newSpecCommand } from './newSpec/newSpecCommand.ts';
import { ReportPage } from './reportPage.ts';
import { chooseSpec, chooseVariant, isSpec } from './specDocument.ts';
import { activateTraining } from './training/activateTraining.ts';
import { createNodeTrainingProcess } from './training/nodeTrainingProcess.ts';

/** Called by VS Code. Everything is registered at once; the language server comes up beside. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('ResNet Designer', { log: true });
  const language = new LanguageService(context, log);
  const graph = new GraphPanel(context, language, log);
  const comparisons = new ReportPage('resnet-designer-comparison', vscode.l10n.t('Comparison'));
  context.subscriptions.push(
    log,
    language,
    graph,
    comparisons,
    registerBlockPages(language),
    vscode.commands.registerCommand(COMMANDS.compare.id, (called: unknown) =>
      compareCommand(called, language, comparisons),
    ),
    vscode.commands.registerCommand(COMMANDS.newSpec.id, () => newSpecCommand(context.extensionUri, log)),
    vscode.commands.registerCommand(COMMANDS.selectVariant.id, () => selectVariant(language)),
    vscode.commands.registerCommand(COMMANDS.openGraph.id, async (called: unknown) => {
      const document = await chooseSpec(called);
      if (document !== null) graph.open(document);
    }),
    vscode.commands.registerCommand(COMMANDS.exportDrawing.id, () => graph.exportDrawing()),
  );
  const training = createNodeTrainingProcess(context.asAbsolutePath('dist/training.cjs'), vscode.l10n.t);
  activateTraining(context, training, language, log);
  try {
    await language.start();
  } catch (error) {
    // Training and runs work without it.
    log.error(`The language server did not start: ${String(error)}`);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The language server of ResNet Designer did not start. The log (Output view) says why.'),
    );
  }
}

/** "Select Variant": what the active spec is checked, explained and drawn as. */
async function selectVariant(language: LanguageService): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isSpec(document)) return;
  const info = await language.specInfo(document.uri);
  if (info === null || info.variants.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This spec has no variants.'));
    return;
  }
  const variant = await chooseVariant(info.variants, info.variant);
  if (variant !== undefined) await language.selectVariant(document.uri, variant);
}
