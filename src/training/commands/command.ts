import type { LauncherMessage } from '../../protocol/launcher.ts';

/** What a command of the launcher gets. */
export interface CommandContext {
  /** The running program, absolute: the worker and the addon lie beside it. */
  readonly program: string;
  /** Prints one line. */
  readonly answer: (message: LauncherMessage) => void;
  /** Aborted by SIGTERM and SIGINT. */
  readonly signal: AbortSignal;
}
