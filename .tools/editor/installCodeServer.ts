import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure } from '../setup/explainFailure.ts';
import { runProgram, type SetupContext } from '../setup/setupContext.ts';
import { ToolFailure } from '../toolFailure.ts';
import { writeNativeStandIns } from './nativeStandIns.ts';

/** A real VS Code (1.139.1) that serves itself to a browser and installs from the npm registry alone. */
const codeServerVersion = '4.139.1';

/**
 * Installs code-server into the cache where it is not there yet; it is a tool of development, so it stays
 * out of the project's own packages. The folder gets its name only when everything in it is whole.
 * @returns the script to run with Node 24.
 */
export async function installCodeServer(context: SetupContext): Promise<string> {
  const folder = join(context.cache, 'code-server', codeServerVersion);
  const entry = (base: string): string =>
    join(base, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  if (existsSync(entry(folder))) return entry(folder);
  context.report(`installing VS Code for the browser (code-server ${codeServerVersion}, 600 MB on disk) …`);
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'package.json'), JSON.stringify({ name: 'editor', private: true }));
  await npmInstall(context, partial, [`code-server@${codeServerVersion}`]);
  context.report('installing the packages of VS Code itself …');
  const vscode = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
  await npmInstall(context, vscode, ['--omit=dev']);
  writeNativeStandIns(vscode);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return entry(folder);
}

async function npmInstall(context: SetupContext, folder: string, args: readonly string[]): Promise<void> {
  const called = context.env['npm_execpath'];
  const [command, before] =
    called !== undefined && /npm-cli\.c?js$/.test(called)
      ? [context.env['npm_node_execpath'] ?? process.execPath, [called]]
      : ['npm', []];
  // A script of package.json hands its settings down as npm_config_…; these belong to another folder.
  const env = Object.fromEntries(Object.entries(context.env).filter(([name]) => !isScriptSetting(name)));
  const flags = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: folder, env };
  const result = await runProgram(context, command, [...before, ...flags, ...args], options);
  if (result?.code === 0) return;
  if (result !== undefined) throw explainFailure('Installing VS Code for the browser', result.output);
  throw new ToolFailure(
    'npm cannot be started.',
    'Install Node.js with npm (Debian: apt install nodejs npm) and run the same command again.',
  );
}

function isScriptSetting(name: string): boolean {
  return ['npm_config_local_prefix', 'npm_config_prefix', 'npm_package_json', 'INIT_CWD'].includes(name);
}
