import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../contributionsCommands.ts';
import { type GalleryEntry, galleryEntry, inGalleryOrder } from './galleryEntry.ts';

/** What a spec of one's own starts with. */
const EMPTY_SPEC = `model: \n\ninput: [32, 32, 3]\n\nlayers:\n  - conv: {filters: 16, kernel: 3}\n`;

/** "New Spec…": a copy of one of the examples, as a document that has no file yet. */
export async function newSpecCommand(extensionUri: vscode.Uri, log: vscode.LogOutputChannel): Promise<void> {
  const entries = await readGallery(vscode.Uri.joinPath(extensionUri, 'examples'), log);
  const items = [
    ...entries.map(({ name, file, about, text }) => ({
      label: name,
      description: file,
      detail: about,
      text,
    })),
    { label: vscode.l10n.t('An empty spec'), description: '', detail: '', text: EMPTY_SPEC },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which net to start from?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE_ID, content: picked.text });
  await vscode.window.showTextDocument(document);
}

async function readGallery(folder: vscode.Uri, log: vscode.LogOutputChannel): Promise<GalleryEntry[]> {
  try {
    const files = (await vscode.workspace.fs.readDirectory(folder))
      .map(([name]) => name)
      .filter((name) => name.endsWith('.resnet.yaml'));
    const entries = await Promise.all(
      files.map(async (file) => {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, file));
        return galleryEntry(file, new TextDecoder().decode(bytes));
      }),
    );
    return inGalleryOrder(entries);
  } catch (error) {
    // The empty spec is still there to start from.
    log.warn(`The examples cannot be read: ${String(error)}`);
    return [];
  }
}
