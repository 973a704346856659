import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackage } from '../setup/debianPackage.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The Chromium that the tests drive: its path. Installed on Debian where this user may. */
export async function findChromium(context: SetupContext): Promise<string> {
  for (const name of names) {
    if ((await runProgram(context, name, ['--version']))?.code === 0) return programPath(context, name);
  }
  if (await installDebianPackage(context, 'chromium')) return programPath(context, 'chromium');
  throw new ToolFailure(
    'There is no Chromium on the PATH; the tests in a real editor and a real browser drive it.',
    'Install it (Debian: apt install chromium; elsewhere: Chrome) and run the same command again.',
  );
}

function programPath(context: SetupContext, name: string): string {
  const folders = (context.env['PATH'] ?? '').split(delimiter);
  const files = folders.flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)]);
  return files.find((file) => existsSync(file)) ?? name;
}
