import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runChild } from '../runChild.ts';
import { explainFailure } from '../setup/explainFailure.ts';
import { ToolFailure } from '../toolFailure.ts';

export interface CodeServerOptions {
  /** code-server's script, from `installCodeServer`. */
  readonly entry: string;
  /** Holds the editor's settings, state, extensions and log; made where it is not there. */
  readonly home: string;
  readonly vsix: string;
  /** The folder to open. */
  readonly folder: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** False: every folder is trusted, and no question is asked. */
  readonly askForTrust: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

export interface CodeServer {
  /** The address that opens the folder. */
  readonly url: string;
  /** Resolves when the server ends, however that comes. */
  readonly ended: Promise<void>;
  /** Ends the server and its children. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** Installs the package into an editor of its own and serves it on this machine only. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { entry, home, vsix, folder, port } = options;
  const env = cleanEnvironment(options.env ?? process.env);
  writeSettings(home, options.settings);
  const common = ['--config', join(home, 'config.yaml'), '--extensions-dir', join(home, 'extensions')];
  common.push('--user-data-dir', join(home, 'data'), '--disable-telemetry', '--disable-update-check');
  const installed = await runChild(
    process.execPath,
    [entry, ...common, '--install-extension', vsix, '--force'],
    { env },
  );
  if (installed.code !== 0)
    throw explainFailure('Installing the extension into the editor', installed.output);
  const args = [entry, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`];
  if (!options.askForTrust) args.push('--disable-workspace-trust');
  const logPath = join(home, 'server.log');
  const log = openSync(logPath, 'w');
  const child = spawn(process.execPath, [...args, folder], {
    env,
    stdio: ['ignore', log, log],
    // A group of its own, so that its children end with it.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => {
      resolve();
    });
    child.on('error', () => {
      resolve();
    });
  });
  const server = {
    url: `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`,
    ended,
    stop: () => stop(child, ended),
  };
  await waitUntilUp(child, port, logPath);
  return server;
}

/** What would make code-server talk to another editor, or listen elsewhere, is left out. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|CODE_SERVER_|PORT$|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$|VITEST)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

function writeSettings(home: string, settings: Readonly<Record<string, unknown>>): void {
  const user = join(home, 'data', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(home, 'config.yaml'), 'cert: false\n');
  const path = join(user, 'settings.json');
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(settings, null, 2));
}

async function waitUntilUp(child: ChildProcess, port: number, logPath: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await answers(port)) return;
    await sleep(100);
  }
  if (child.exitCode === null) child.kill();
  throw new ToolFailure(
    `The editor did not start:\n${readFileSync(logPath, 'utf8').trim().split('\n').slice(-12).join('\n')}`,
    'Look at the lines above and run the same command again.',
  );
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const patience = sleep(5_000, 'late', { ref: false });
  if ((await Promise.race([ended, patience])) === 'late') signalGroup(child, 'SIGKILL');
  await ended;
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}
