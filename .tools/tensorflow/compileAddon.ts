import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../paths.ts';
import { installDebianPackage } from '../setup/debianPackage.ts';
import { explainFailure } from '../setup/explainFailure.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';
import { libraries, tensorflowVersion } from './release.ts';

const binding = join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'binding');
const flags = [
  '-std=c++17',
  '-O2',
  '-fPIC',
  '-shared',
  '-s',
  '-DNAPI_VERSION=8',
  '-DBUILDING_NODE_EXTENSION',
];

/**
 * Compiles tfjs-node's addon against TensorFlow's headers, once for each version of its sources.
 * It is linked with empty libraries of the same names, so that TensorFlow itself is not needed, and it is
 * found at run time through LD_LIBRARY_PATH or beside the addon.
 * @param include the folder with TensorFlow's headers.
 * @returns the path of the addon in the cache.
 */
export async function compileAddon(context: SetupContext, include: string): Promise<string> {
  const addon = join(context.cache, 'addon', sourcesHash(), 'tfjs_binding.node');
  if (existsSync(addon)) return addon;
  await requireCompiler(context);
  context.report('compiling the TensorFlow addon …');
  const work = join(context.cache, 'addon.partial');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const name of libraries) {
    await compile(context, [
      '-shared',
      '-o',
      join(work, name),
      `-Wl,-soname,${name}`,
      '-x',
      'c++',
      '/dev/null',
    ]);
  }
  await compile(context, [
    ...flags,
    ...[include, dirname(binding), nodeHeaders()].flatMap((folder) => ['-I', folder]),
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(binding, name)),
    '-o',
    join(work, 'tfjs_binding.node'),
    '-Wl,--no-as-needed',
    ...libraries.map((name) => join(work, name)),
    '-Wl,-rpath,$ORIGIN',
  ]);
  for (const name of libraries) rmSync(join(work, name));
  // The product takes whichever it finds here, so only the newest stays.
  rmSync(dirname(dirname(addon)), { recursive: true, force: true });
  mkdirSync(dirname(dirname(addon)), { recursive: true });
  renameSync(work, dirname(addon));
  return addon;
}

function sourcesHash(): string {
  const hash = createHash('sha256').update(JSON.stringify([flags, process.arch, tensorflowVersion]));
  for (const name of readdirSync(binding).sort()) hash.update(readFileSync(join(binding, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Node's own headers come with the packaged Node; a Node from elsewhere has them beside itself. */
function nodeHeaders(): string {
  const folders = [
    join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'include', 'node'),
    join(dirname(dirname(process.execPath)), 'include', 'node'),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'node_api.h')));
  if (found !== undefined) return found;
  throw new ToolFailure(
    `Node's headers (node_api.h) are in none of ${folders.join(', ')}.`,
    'Remove node_modules and run the same command again.',
  );
}

async function requireCompiler(context: SetupContext): Promise<void> {
  if ((await runProgram(context, 'g++', ['--version']))?.code === 0) return;
  if (await installDebianPackage(context, 'g++')) return;
  throw new ToolFailure(
    'There is no C++ compiler (g++) on the PATH; it compiles the addon that TensorFlow is called through.',
    'Install g++ 11 or newer (Debian: apt install g++) and run the same command again.',
  );
}

async function compile(context: SetupContext, args: readonly string[]): Promise<void> {
  const result = await runProgram(context, 'g++', args);
  if (result?.code !== 0) {
    throw explainFailure('Compiling the TensorFlow addon with g++', result?.output ?? '');
  }
}
