import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { processStart } from '../../../src/training/runs/processStart.ts';
import { lockRun } from '../../../src/training/runs/runLock.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** A process that waits; it is gone after the test. */
function waitingProcess(): ChildProcess & { readonly pid: number } {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  if (child.pid === undefined) throw new Error('no process');
  return child as ChildProcess & { readonly pid: number };
}

function heldBy(pid: number, start = processStart(pid) ?? ''): { run: string; name: string } {
  const run = temporaryFolder();
  const name = `run-${pid}-${start}.lock`;
  writeFileSync(join(run, name), '');
  return { run, name };
}

describe('the lock of a run', () => {
  it('is the process’ own file, and gone when it is let go', async () => {
    const run = temporaryFolder();
    const lock = await lockRun(run);
    expect(readdirSync(run)).toEqual([`run-${process.pid}-${processStart(process.pid) ?? ''}.lock`]);
    lock.release();
    expect(readdirSync(run)).toEqual([]);
  });

  it.each([false, true])(
    'is refused while its process is there, stopped by a signal: %s',
    async (isStopped) => {
      const { pid } = waitingProcess();
      if (isStopped) process.kill(pid, 'SIGSTOP');
      const { run, name } = heldBy(pid);
      await expect(lockRun(run)).rejects.toMatchObject({ code: 'run.running', exitCode: 2 });
      await expect(lockRun(run)).rejects.toThrow(`still running (process ${pid})`);
      expect(readdirSync(run)).toEqual([name]);
    },
  );

  it('passes on from the process that hands it over', async () => {
    const { pid } = waitingProcess();
    const { run, name } = heldBy(pid);
    const lock = await lockRun(run, { from: pid });
    expect(readdirSync(run)).toHaveLength(2);
    lock.release();
    expect(readdirSync(run)).toEqual([name]);
  });

  it('of a process that is gone is taken, and its file removed', async () => {
    const child = waitingProcess();
    const { run, name } = heldBy(child.pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await lockRun(run);
    expect(readdirSync(run)).not.toContain(name);
  });

  it('of a process whose number another one has by now is taken as well', async () => {
    const { run, name } = heldBy(waitingProcess().pid, '1');
    await lockRun(run);
    expect(readdirSync(run)).not.toContain(name);
  });

  it('is had by one of those that come at once', async () => {
    const run = temporaryFolder();
    const program = `
      const { lockRun } = await import(${JSON.stringify(new URL('../../../src/training/runs/runLock.ts', import.meta.url).href)});
      process.stdin.once('data', async () => {
        try {
          await lockRun(${JSON.stringify(run)});
          console.log('has it');
          setTimeout(() => process.exit(), 1500);
        } catch (error) {
          console.log(error.code);
          process.exit();
        }
      });
      console.log('ready');`;
    const children = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const answers = children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim());
    for (const { stdin } of children) stdin.write('go\n');
    expect((await Promise.all(answers)).sort()).toEqual(['has it', 'run.running', 'run.running']);
  });
});
