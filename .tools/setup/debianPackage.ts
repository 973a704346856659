import { explainFailure } from './explainFailure.ts';
import { runProgram, type SetupContext } from './setupContext.ts';

/**
 * Installs a package of Debian or Ubuntu where this user may do so (root, with apt-get on the PATH).
 * @returns false where this system or this user cannot.
 * @throws {ToolFailure} where apt-get was tried and failed.
 */
export async function installDebianPackage(context: SetupContext, name: string): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if ((await runProgram(context, 'apt-get', ['--version']))?.code !== 0) return false;
  context.report(`installing ${name} with apt-get …`);
  const env = { ...context.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', name];
  const first = await runProgram(context, 'apt-get', install, { env });
  if (first?.code === 0) return true;
  // A fresh system has no package lists yet.
  await runProgram(context, 'apt-get', ['update'], { env });
  const second = await runProgram(context, 'apt-get', install, { env });
  if (second?.code === 0) return true;
  throw explainFailure(`Installing ${name} with apt-get`, second?.output ?? '');
}
