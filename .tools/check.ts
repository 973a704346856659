import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';
import { binPath, toolEnvironment } from './runBin.ts';
import { runChild } from './runChild.ts';

/** A check without a verdict of its own per test: it passes or fails as a whole. */
interface Check {
  readonly name: string;
  readonly bin: string;
  readonly args: readonly string[];
}

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

const projects = ['tsconfig.json', 'src/core/tsconfig.json', 'webview/tsconfig.json'];

const checks: readonly Check[] = [
  { name: 'lint', bin: 'eslint', args: ['.', '--max-warnings=0'] },
  ...projects.map((project) => ({ name: `types of ${project}`, bin: 'tsc', args: ['-p', project] })),
  { name: 'format', bin: 'biome', args: ['check', '.'] },
  { name: 'dead code', bin: 'knip', args: [] },
];

/** Runs every static check, two at a time; reports each as it ends. */
export async function runChecks(): Promise<readonly CheckResult[]> {
  const waiting = checks.filter(({ bin, args }) => bin !== 'tsc' || existsSync(join(root, args[1] ?? '')));
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await runCheck(next);
      results.push(result);
      console.log(`${result.passed ? 'passed' : 'FAILED'}  ${result.name} (${result.seconds.toFixed(1)} s)`);
      if (!result.passed) console.log(result.output.trimEnd());
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

async function runCheck({ name, bin, args }: Check): Promise<CheckResult> {
  const started = performance.now();
  const { code, output } = await runChild(process.execPath, [binPath(bin), ...args], {
    env: toolEnvironment(),
  });
  return { name, passed: code === 0, output, seconds: (performance.now() - started) / 1000 };
}

/** `run check`: every static check, exit status 1 where one fails. */
export async function check(): Promise<number> {
  const results = await runChecks();
  return results.every(({ passed }) => passed) ? 0 : 1;
}
