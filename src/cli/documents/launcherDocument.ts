import type { LauncherMessage } from '../../protocol/launcher.ts';

/** An answer of the training program as the command line prints it: with a version, without its type. */
export function launcherDocument(message: LauncherMessage): Record<string, unknown> {
  const fields = Object.entries(message).filter(([name]) => name !== 'type');
  return { version: 1, ...Object.fromEntries(fields) };
}
