import type { Translate } from '../../src/extension/training/progressText.ts';

/** As `vscode.l10n.t` where nothing is translated. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (hole, at: string) => String(args[Number(at)] ?? hole));
