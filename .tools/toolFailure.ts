/** A failure that a person can do something about: what happened, and the next step. */
export class ToolFailure extends Error {
  readonly next: string;

  constructor(message: string, next: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ToolFailure';
    this.next = next;
  }
}

/** Words for the terminal: an explained failure without a stack trace, a bug with one. */
export function describeFailure(error: unknown): string {
  if (error instanceof ToolFailure) return `\nStopped: ${error.message}\nNext: ${error.next}`;
  if (errorCode(error) === 'ENOSPC') {
    return '\nStopped: The disk is full.\nNext: Free about 3 GB and run the same command again.';
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The `code` of an error of Node, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
