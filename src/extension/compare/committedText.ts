import * as vscode from 'vscode';
import * as z from 'zod';

/** As much of the editor's own Git extension (version 1 of its interface) as is used here. */
interface GitRepository {
  show(ref: string, path: string): Promise<string>;
}
const gitSchema = z.object({
  getAPI: z.custom<(version: 1) => unknown>((value) => typeof value === 'function'),
});
const apiSchema = z.object({
  getRepository: z.custom<(uri: vscode.Uri) => GitRepository | null>((value) => typeof value === 'function'),
});

/** The text of a file as it was committed last; null where there is no Git, no repository or no such commit. */
export async function committedText(uri: vscode.Uri): Promise<string | null> {
  if (uri.scheme !== 'file') return null;
  const extension = vscode.extensions.getExtension('vscode.git');
  if (extension === undefined) return null;
  try {
    const git = gitSchema.parse(await extension.activate());
    const repository = apiSchema.parse(git.getAPI(1)).getRepository(uri);
    return repository === null ? null : await repository.show('HEAD', uri.fsPath);
  } catch {
    // Git is switched off, or the file is not in the last commit: then there is nothing to offer.
    return null;
  }
}
