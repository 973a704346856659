import * as vscode from 'vscode';
import {
  EXPORT_REQUEST,
  type ExportAnswer,
  type ExportRequest,
  exportAnswerSchema,
} from '../../protocol/drawingExport.ts';
import type { GraphView } from '../../protocol/graph.ts';
import type { ComparedSide } from '../../protocol/graphCompare.ts';
import type { LanguageService } from '../languageService.ts';
import { chooseExport, type ExportChoice } from './exportChoices.ts';
import { chooseScale } from './pictureScales.ts';

interface Exported {
  readonly uri: vscode.Uri;
  /** How much of it is open. */
  readonly view: GraphView;
  /** What the panel compares it with. */
  readonly comparedWith: ComparedSide | null;
}

/** Asks for a form, makes it in the language server's process, and writes or copies it. */
export async function exportDrawing(
  { uri, view, comparedWith }: Exported,
  language: LanguageService,
): Promise<void> {
  const name = uri.path.replace(/^.*\//, '').replace(/\.resnet\.ya?ml$/, '');
  const choice = await chooseExport(name, comparedWith !== null);
  if (choice === undefined) return;
  const scale = choice.format === 'png' ? await chooseScale() : null;
  if (scale === undefined) return;
  const target = choice.endings === null ? null : await chooseFile(uri, name, choice, choice.endings);
  if (target === undefined) return;
  const { format } = choice;
  const made = await make({ uri: language.protocolUri(uri), view, comparedWith, format, scale }, language);
  if (made === null) return;
  if (target === null) {
    await vscode.env.clipboard.writeText(made.content);
    const copied = vscode.l10n.t('The drawing of {0} is copied.', name);
    if (made.isCurrent) void vscode.window.setStatusBarMessage(copied, 5000);
    else void vscode.window.showWarningMessage(`${copied} ${olderText()}`);
    return;
  }
  await write(target, made);
}

/** Undefined where the dialog was cancelled. */
async function chooseFile(
  spec: vscode.Uri,
  name: string,
  { label }: ExportChoice,
  endings: readonly string[],
): Promise<vscode.Uri | undefined> {
  const folder =
    spec.scheme === 'untitled'
      ? vscode.workspace.workspaceFolders?.[0]?.uri
      : vscode.Uri.joinPath(spec, '..');
  const file = `${name}.${endings[0] ?? ''}`;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Drawing'),
    filters: { [label]: [...endings] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
  });
}

/** Null where there is nothing to write; the person has been told why. */
async function make(
  request: ExportRequest,
  language: LanguageService,
): Promise<Extract<ExportAnswer, { type: 'made' }> | null> {
  const progress = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Exporting the drawing'),
  };
  const answer = await vscode.window.withProgress(progress, async () =>
    exportAnswerSchema.nullable().parse(await language.request(EXPORT_REQUEST, request)),
  );
  if (answer?.type === 'made') return answer;
  void vscode.window.showErrorMessage(
    answer?.message ?? vscode.l10n.t('There is nothing to draw yet: mend the mistakes in the spec first.'),
  );
  return null;
}

async function write(
  target: vscode.Uri,
  { content, isBinary, missing, isCurrent }: Extract<ExportAnswer, { type: 'made' }>,
): Promise<void> {
  const name = target.path.replace(/^.*\//, '');
  try {
    await vscode.workspace.fs.writeFile(target, Buffer.from(content, isBinary ? 'base64' : 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written: {1}', name, why));
    return;
  }
  const told = [vscode.l10n.t('{0} is written.', name)];
  if (!isCurrent) told.push(olderText());
  if (missing !== '') told.push(lackingText(missing));
  void tell(target, told);
}

/** The text is broken: what is written is not what stands there. */
function olderText(): string {
  return vscode.l10n.t('It shows the last text that could be drawn: the text has mistakes now.');
}

function lackingText(missing: string): string {
  const lacks = Array.from(missing).slice(0, 10).join(' ');
  return vscode.l10n.t('Its font lacks {0}, drawn as empty boxes; an SVG keeps them.', lacks);
}

/** @param told that it is written, and what to know about it. */
async function tell(target: vscode.Uri, told: readonly string[]): Promise<void> {
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal');
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const show = told.length === 1 ? showInformationMessage : showWarningMessage;
  const picked = await show(told.join(' '), open, reveal);
  if (picked === open) await vscode.commands.executeCommand('vscode.open', target);
  if (picked === reveal) await revealFile(target);
}

/** In the system's file manager where there is one, else in the explorer. */
async function revealFile(target: vscode.Uri): Promise<void> {
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', target);
}
