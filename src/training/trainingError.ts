/**
 * Something that a person can do something about: bad data, a missing library, a spec that cannot be trained.
 * The message says what is wrong, where, what was expected, and what to do; it is shown without a stack.
 */
export class TrainingError extends Error {
  readonly code: string;
  /** As the command line's exit code: 1 the spec or run, 2 usage or files, 3 the environment. */
  readonly exitCode: 1 | 2 | 3;

  constructor(code: string, exitCode: 1 | 2 | 3, text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'TrainingError';
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** Thrown out of the middle of a step when the run is to stop: the step is given up, no variable has changed. */
export class Interruption extends Error {
  constructor() {
    super('the run is to stop');
    this.name = 'Interruption';
  }
}
