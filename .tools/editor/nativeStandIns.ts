import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Two packages of VS Code are C++ and are not compiled here, so that no compiler is needed. Without the first
 * no extension's log reaches a file or the Output view; without the second the extension host would outlive
 * a server that was killed.
 */
const standIns: Readonly<Record<string, string>> = {
  '@vscode/spdlog': `
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(_type, _name, filename) {
    this.filename = filename;
    this.level = 2;
    this.plain = false;
    mkdirSync(dirname(filename), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.filename, this.plain ? message : time + ' [' + names[level] + '] ' + message + '\\n');
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
const create = async (name, filename) => new Logger('rotating', name, filename);
exports.version = 1;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
  '@vscode/native-watchdog': `
exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`,
};

/** @param vscode the folder of VS Code's server inside code-server. */
export function writeNativeStandIns(vscode: string): void {
  for (const [name, source] of Object.entries(standIns)) {
    writeFileSync(join(vscode, 'node_modules', name, 'index.js'), source.trimStart());
  }
}
