import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './paths.ts';
import { runChild } from './runChild.ts';
import { ToolFailure } from './toolFailure.ts';

/** Packages whose program has another name than the package. */
const packageOf: Record<string, string> = {
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
  tsc: 'typescript',
  vsce: '@vscode/vsce',
};

interface Manifest {
  readonly bin?: string | Record<string, string>;
}

/** The script file of an installed package's program, to be run with this Node. */
export function binPath(name: string): string {
  const folder = join(root, 'node_modules', packageOf[name] ?? name);
  const manifest = readManifest(join(folder, 'package.json'), name);
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[name];
  if (bin === undefined) throw unknownTool(name);
  return join(folder, bin);
}

function readManifest(path: string, name: string): Manifest {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    throw unknownTool(name, error);
  }
}

function unknownTool(name: string, cause?: unknown): ToolFailure {
  return new ToolFailure(
    `There is no tool named ${name}.`,
    'Use a script of package.json, or the name of an installed program such as vitest.',
    cause,
  );
}

/** The environment of a tool: its own children find this Node first. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${dirname(process.execPath)}${separator}${process.env['PATH'] ?? ''}` };
}

/** Runs a program of an installed package on this Node, with the terminal as its own. */
export async function runBin(name: string, args: readonly string[]): Promise<number> {
  const options = { stdio: 'inherit', env: toolEnvironment() } as const;
  return (await runChild(process.execPath, [binPath(name), ...args], options)).code;
}
