import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { explainFailure } from '../setup/explainFailure.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { findPip } from '../tensorflow/findPip.ts';
import { ToolFailure } from '../toolFailure.ts';

/** The folder of the scripts in Python and of what they need. */
export const kerasScripts = join(root, '.tools/keras');

export interface Keras {
  /** By its name on the PATH. */
  readonly python: string;
  /** The folder of its packages, for PYTHONPATH. */
  readonly packages: string;
}

/** For which TensorFlow's wheels of that version and the other pinned packages exist. */
const VERSIONS = ['3.11', '3.12'];

/**
 * Keras and TensorFlow for Python, in the versions of `requirements.txt` and checked against its hashes. For
 * comparisons only, so nothing else fetches them: 300 MB, 1.5 GB on the disk.
 * @throws {ToolFailure} where that cannot be had.
 */
export async function provisionKeras(context: SetupContext): Promise<Keras> {
  const python = await findPip(context);
  const version = await versionOf(context, python);
  if (!VERSIONS.includes(version)) {
    throw new ToolFailure(
      `${python} is Python ${version}, and Keras is compared on ${VERSIONS.join(' or ')}.`,
      'Put a python3 of one of these versions first on the PATH.',
    );
  }
  const requirements = join(kerasScripts, 'requirements.txt');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const packages = join(context.cache, 'keras', `${hash}-${version}`);
  if (!existsSync(packages)) await install(context, python, requirements, packages);
  return { python, packages };
}

async function versionOf(context: SetupContext, python: string): Promise<string> {
  const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
  return ((await runProgram(context, python, ['-c', script]))?.output ?? '').trim();
}

async function install(
  context: SetupContext,
  python: string,
  requirements: string,
  packages: string,
): Promise<void> {
  context.report('fetching Keras and TensorFlow for Python with pip (300 MB) …');
  const partial = `${packages}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '--quiet'];
  args.push('--only-binary=:all:', '--no-deps', '--require-hashes');
  const result = await runProgram(context, python, [...args, '-r', requirements, '--target', partial]);
  if (result?.code !== 0) throw explainFailure('Fetching Keras with pip', result?.output ?? '');
  renameSync(partial, packages);
}
