/** 1: the spec or the run has errors; 2: wrong usage or a file; 3: the environment lacks something. */
export type FailureExitCode = 1 | 2 | 3;
export type ExitCode = 0 | FailureExitCode;

/** Ends a command with a message for the person at the terminal: what is wrong, and what to do next. */
export class CommandFailure extends Error {
  readonly exitCode: FailureExitCode;
  readonly whatToDo: string | null;

  constructor(exitCode: FailureExitCode, message: string, whatToDo: string | null = null) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.whatToDo = whatToDo;
  }
}
