import { cache } from '../paths.ts';
import { type ChildOptions, type ChildResult, runChild } from '../runChild.ts';
import { errorCode } from '../toolFailure.ts';

/** Where set-up works and what it may use; tests give folders and a PATH of their own. */
export interface SetupContext {
  /** The folder that keeps what was fetched and compiled. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  /** One line for the person who waits. */
  readonly report: (line: string) => void;
}

/** Runs a program of the PATH; undefined where there is none of that name. */
export async function runProgram(
  context: SetupContext,
  name: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ChildResult | undefined> {
  try {
    return await runChild(name, args, { env: context.env, ...options });
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EACCES') return undefined;
    throw error;
  }
}

/** The set-up of this checkout, on this terminal. */
export function setupContext(): SetupContext {
  return {
    cache,
    env: process.env,
    report: (line) => {
      console.log(`Set-up: ${line}`);
    },
  };
}
