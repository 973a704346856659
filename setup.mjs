// The one file that runs before anything is installed: plain JavaScript, Node's own modules only.
// It brings the npm packages up to date (skipped when they are) and hands over to `.tools/main.ts`, which
// runs on the Node that the project carries among its packages.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache');
/** Stands while packages are being installed: an interrupted installation is not trusted. */
const installing = join(cache, 'installing');
const OLDEST_NODE = 20;

/** What went wrong and what to do next, in words for the person at the terminal. */
class SetupFailure extends Error {
  constructor(message, next) {
    super(message);
    this.next = next;
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function matchesHost(value, host) {
  if (value === undefined) return true;
  const list = [value].flat();
  if (list.includes(`!${host}`)) return false;
  const wanted = list.filter((entry) => !entry.startsWith('!'));
  return wanted.length === 0 || wanted.includes(host);
}

/** An optional package for another system (or C library) is rightly absent here. */
function mayBeAbsent(entry) {
  if (entry.link || entry.optional === true || entry.devOptional === true || entry.peer === true) {
    const forThisHost = matchesHost(entry.os, process.platform) && matchesHost(entry.cpu, process.arch);
    return !(forThisHost && entry.bin?.node !== undefined);
  }
  return false;
}

/** Compares what package.json asks for, what the lock says and what npm last recorded as installed. */
function packagesAreCurrent() {
  if (existsSync(installing)) return false;
  const manifest = readJson(join(root, 'package.json'));
  const lock = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (manifest === undefined || lock === undefined || installed === undefined) return false;
  const locked = lock.packages?.[''] ?? {};
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    const asked = Object.entries(manifest[field] ?? {});
    if (asked.length !== Object.keys(locked[field] ?? {}).length) return false;
    if (asked.some(([name, range]) => locked[field]?.[name] !== range)) return false;
  }
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed.packages?.[path];
    if (present === undefined) return mayBeAbsent(entry);
    return present.version === entry.version;
  });
}

function explainNpmFailure(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return ['The disk is full.', 'Free about 3 GB and run the same command again.'];
  }
  if (/EACCES|EPERM/.test(output)) {
    return ['npm may not write here.', `Make ${root} writable for this user and run the same command again.`];
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    return [
      'The npm registry cannot be reached.',
      'Check the network, or `npm config get registry` and `npm config get proxy`, and run the same command again.',
    ];
  }
  return ['npm could not install the packages (its own words stand above).', 'Run the same command again.'];
}

/** npm as it was called, else the one on the PATH. */
function npmCommand() {
  const called = process.env.npm_execpath;
  if (called !== undefined && /npm-cli\.c?js$/.test(called)) return [process.execPath, called];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** Runs a program to its end; a signal to this process is passed on to it. */
function runChild(command, args, options, onStderr) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.stderr?.on('data', onStderr);
    const done = () => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (code, signal) => {
      done();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

async function installPackages() {
  mkdirSync(cache, { recursive: true });
  const lock = takeLock();
  try {
    if (packagesAreCurrent()) return;
    const started = Date.now();
    console.log('Set-up: installing the npm packages (about a minute the first time) …');
    closeSync(openSync(installing, 'w'));
    const [command, ...before] = npmCommand();
    let output = '';
    const args = [...before, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const options = { stdio: ['ignore', 'inherit', 'pipe'], shell: command.endsWith('.cmd') };
    let code;
    try {
      code = await runChild(command, args, options, (chunk) => {
        output = (output + String(chunk)).slice(-20_000);
        process.stderr.write(chunk);
      });
    } catch (error) {
      throw new SetupFailure(
        `npm cannot be started (${error.code ?? error.message}).`,
        'Install Node.js with npm (Debian: apt install nodejs npm) and run the same command again.',
      );
    }
    if (code > 128) {
      throw new SetupFailure(
        'Interrupted while installing packages.',
        'Run the same command again to go on.',
      );
    }
    if (code !== 0) throw new SetupFailure(...explainNpmFailure(output));
    rmSync(installing, { force: true });
    if (!packagesAreCurrent()) {
      throw new SetupFailure(
        'npm finished, but the packages in node_modules are not those of package-lock.json.',
        'Remove node_modules and run the same command again.',
      );
    }
    console.log(`Set-up: packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** One installation at a time; a lock whose owner is gone is taken over. */
function takeLock() {
  const path = join(cache, 'installing.lock');
  for (;;) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return path;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new SetupFailure(
          error.code === 'ENOSPC' ? 'The disk is full.' : `${path} cannot be written (${error.code}).`,
          'Free some space, or make the folder writable, and run the same command again.',
        );
      }
      const owner = Number(readOrEmpty(path));
      if (owner > 0 && isAlive(owner)) {
        throw new SetupFailure(
          `Another set-up is installing packages (process ${owner}).`,
          'Wait for it to end and run the same command again.',
        );
      }
      rmSync(path, { force: true });
    }
  }
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The Node among the packages; where there is none for this system, the running one if it is new enough. */
function projectNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', file);
  if (existsSync(own) && spawnSync(own, ['--version']).status === 0) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  throw new SetupFailure(
    `There is no packaged Node for ${process.platform} ${process.arch}, and ${process.version} is too old for the tools.`,
    'Run the same command with Node 22.18 or newer.',
  );
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new SetupFailure(`Node ${process.version} is too old.`, `Install Node ${OLDEST_NODE} or newer.`);
  }
  if (!packagesAreCurrent()) await installPackages();
  const tools = join(root, '.tools', 'main.ts');
  const args = ['--disable-warning=ExperimentalWarning', tools, ...process.argv.slice(2)];
  const code = await runChild(projectNode(), args, { stdio: 'inherit' });
  if (code > 128) console.error('Interrupted. The same command goes on where it stopped.');
  return code;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\nSet-up stopped: ${error.message}\nNext: ${error.next}`);
  process.exitCode = 1;
}
