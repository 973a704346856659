import { installDebianPackage } from '../setup/debianPackage.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';

/**
 * The Python that has pip, by its name on the PATH. Debian's python3 comes without pip, so it is installed
 * there where this user may.
 */
export async function findPip(context: SetupContext): Promise<string> {
  const python = await firstPython(context);
  if (python === undefined) {
    if (await installDebianPackage(context, 'python3-pip')) return 'python3';
    throw new ToolFailure(
      'There is no Python 3 on the PATH; it fetches TensorFlow with pip.',
      'Install Python 3 with pip (Debian: apt install python3-pip) and run the same command again.',
    );
  }
  if (await hasPip(context, python)) return python;
  if ((await installDebianPackage(context, 'python3-pip')) && (await hasPip(context, python))) return python;
  throw new ToolFailure(
    `${python} has no pip, which fetches TensorFlow.`,
    'Install pip (Debian: apt install python3-pip; elsewhere: python3 -m ensurepip) and run the same command again.',
  );
}

async function firstPython(context: SetupContext): Promise<string | undefined> {
  for (const name of ['python3', 'python']) {
    const result = await runProgram(context, name, ['-c', 'import sys; sys.exit(sys.version_info[0] != 3)']);
    if (result?.code === 0) return name;
  }
  return undefined;
}

async function hasPip(context: SetupContext, python: string): Promise<boolean> {
  return (await runProgram(context, python, ['-m', 'pip', '--version']))?.code === 0;
}
