import type { Style } from './text/style.ts';

/** Where a command's words go. `out` is the result (stdout), `note` everything else (stderr). */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
  /** Aborted when `out` can take nothing more: its reader is gone, or its disk is full. */
  readonly outEnded: AbortSignal;
  /** Colours for what goes to `out` and to `note`; plain where it is no terminal or NO_COLOR is set. */
  readonly outStyle: Style;
  readonly noteStyle: Style;
  /** Columns of the terminal that shows `note`; null where it is none. */
  readonly width: number | null;
  /** True where `note` can be redrawn in place. */
  readonly isNoteInteractive: boolean;
}
