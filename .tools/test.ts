import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './check.ts';
import { makePackage } from './package.ts';
import { root } from './paths.ts';
import { binPath, toolEnvironment } from './runBin.ts';
import { runChild } from './runChild.ts';
import { skippedLine, type TestResult } from './skippedTests.ts';
import { describeFailure, errorCode } from './toolFailure.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly tests?: readonly TestResult[];
}

/** `npm test`: set-up, build, checks and every ring of tests; the last two lines sum them all. */
export async function runTests(): Promise<number> {
  const tallies: Tally[] = [];
  tallies.push(await buildStep());
  const checks = await runChecks();
  tallies.push({
    passed: checks.filter(({ passed }) => passed).length,
    failed: checks.filter(({ passed }) => !passed).length,
  });
  for (const ring of ['unit', 'process', 'editor']) tallies.push(await runRing(ring));
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  console.log(skippedLine(tallies.flatMap(({ tests = [] }) => tests)));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function buildStep(): Promise<Tally> {
  try {
    await makePackage();
    console.log('passed  build');
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.log(`FAILED  build\n${describeFailure(error)}`);
    return { passed: 0, failed: 1 };
  }
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly TestResult[];
  }[];
}

async function runRing(ring: string): Promise<Tally> {
  const folder = join(root, 'test-results');
  const file = join(folder, `${ring}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  console.log(`\nTests of the ring ${ring}`);
  const args = ['run', '--project', ring, '--passWithNoTests', '--reporter=default', '--reporter=json'];
  const { code } = await runChild(
    process.execPath,
    [binPath('vitest'), ...args, `--outputFile.json=${file}`],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...toolEnvironment(), RESNET_DESIGNER_BUILT: '1', TEST_DEPTH: 'usual' },
    },
  );
  return tallyOf(readReport(file), code);
}

function readReport(path: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A file that could not be loaded, and a run that failed beside its tests, count as one failure each. */
function tallyOf(report: VitestReport | undefined, code: number): Tally {
  if (report === undefined) return { passed: 0, failed: code === 0 ? 0 : 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    tests: report.testResults.flatMap(({ assertionResults }) => assertionResults),
  };
}
