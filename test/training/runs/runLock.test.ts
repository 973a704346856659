import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { processStart } from '../../../src/training/runs/processStart.ts';
import { lockRun } from '../../../src/training/runs/runLock.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** What another process does at the worst moment. */
const rivals = vi.hoisted(() => ({ beforeWriting: (): void => undefined }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const writeFileSync: typeof real.writeFileSync = (...args) => {
    rivals.beforeWriting();
    real.writeFileSync(...args);
  };
  return { ...real, writeFileSync };
});

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

  it('gives way to a process that came between the look and the own file', async () => {
    const { pid } = waitingProcess();
    const run = temporaryFolder();
    const rival = `run-${pid}-${processStart(pid) ?? ''}.lock`;
    rivals.beforeWriting = () => {
      rivals.beforeWriting = () => undefined;
      writeFileSync(join(run, rival), '');
    };
    await expect(lockRun(run)).rejects.toThrow(`still running (process ${pid})`);
    expect(readdirSync(run)).toEqual([rival]);
  });
});
