import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure } from '../setup/explainFailure.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';

/** Whether a window can be shown and `code` is the desktop's VS Code. */
export async function hasDesktopCode(context: SetupContext): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY } = context.env;
  const display = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
  return display && (await runProgram(context, 'code', ['--version']))?.code === 0;
}

/**
 * Opens the folder in the desktop's VS Code and waits until its window is closed. The settings and extensions
 * are a copy of their own, so that nothing stays behind in the user's editor.
 * @returns the exit status of the editor.
 */
export async function openDesktopCode(
  context: SetupContext,
  vsix: string,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<number> {
  const home = join(context.cache, 'desktop');
  mkdirSync(join(home, 'data', 'User'), { recursive: true });
  writeFileSync(join(home, 'data', 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const own = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
  // Chromium's sandbox refuses to run as root.
  if (process.getuid?.() === 0) own.push('--no-sandbox');
  const installed = await runProgram(context, 'code', [...own, '--install-extension', vsix, '--force']);
  if (installed?.code !== 0) {
    throw explainFailure('Installing the extension into VS Code', installed?.output ?? '');
  }
  context.report('VS Code is open; close its window or press Ctrl+C to end.');
  const args = [...own, '--disable-workspace-trust', '--new-window', '--wait', folder];
  return (await runProgram(context, 'code', args))?.code ?? 1;
}
