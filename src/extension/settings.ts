import * as vscode from 'vscode';
import * as z from 'zod';
import type { Execution, LibrarySources } from '../protocol/launcher.ts';
import { SETTINGS } from './contributionsSettings.ts';

const backendSchema = z.enum(['auto', 'tensorflow', 'wasm']).catch('auto');
const deviceSchema = z.enum(['auto', 'gpu', 'cpu']).catch('auto');
const textSchema = z.string().catch('');
const countSchema = z.number().int().nonnegative().catch(0);

export function runsFolderSetting(specUri: vscode.Uri): string {
  return textSchema.parse(vscode.workspace.getConfiguration(undefined, specUri).get(SETTINGS.runsFolder.id));
}

/** How a training is to run, from the settings. A value that does not fit counts as not set. */
export async function executionSettings(storage: vscode.Uri): Promise<Execution> {
  const configuration = vscode.workspace.getConfiguration();
  const threads = countSchema.parse(configuration.get(SETTINGS.threads.id));
  return {
    backend: backendSchema.parse(configuration.get(SETTINGS.backend.id)),
    device: deviceSchema.parse(configuration.get(SETTINGS.device.id)),
    threads: threads === 0 ? null : threads,
    library: await librarySources(storage),
  };
}

/** Where TensorFlow's library may be: the setting, the active Python environment, the copy that was fetched. */
export async function librarySources(storage: vscode.Uri): Promise<LibrarySources> {
  const path = textSchema.parse(vscode.workspace.getConfiguration().get(SETTINGS.tensorflowLibraryPath.id));
  return { path: path === '' ? null : path, python: await pythonProgram(), storage: storage.fsPath };
}

/** The Python of the setting, else the one chosen in the Python extension, else null. */
export async function pythonProgram(): Promise<string | null> {
  const path = textSchema.parse(vscode.workspace.getConfiguration().get(SETTINGS.pythonPath.id));
  return path === '' ? await activePython() : path;
}

const pythonApiSchema = z.object({
  environments: z.object({
    getActiveEnvironmentPath: z.custom<() => unknown>((v) => typeof v === 'function'),
  }),
});
const environmentSchema = z.object({ path: z.string().min(1) });

async function activePython(): Promise<string | null> {
  const extension = vscode.extensions.getExtension<unknown>('ms-python.python');
  if (extension === undefined) return null;
  try {
    const api = pythonApiSchema.parse(await extension.activate());
    return environmentSchema.parse(api.environments.getActiveEnvironmentPath()).path;
  } catch {
    // Another extension's trouble: training goes on with the Python of the path.
    return null;
  }
}
