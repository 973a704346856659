import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { TrainingError } from '../trainingError.ts';
import { processStart } from './processStart.ts';
import { readRunFile } from './runFileStore.ts';
import { diskError } from './writeAtomically.ts';

const LOCK_NAME = /^run-(\d+)-(\w+)\.lock$/;
/** How long a process that ends may take to go, and how long a worker waits for its turn. */
const PATIENCE_MS = 10_000;

/** A process that has a run's folder for itself; its file there names it. */
export interface LockFile {
  readonly name: string;
  readonly pid: number;
  readonly isAlive: boolean;
}

export interface RunLock {
  release(): void;
}

export interface LockRequest {
  /** The process that holds the folder while it hands it over to this one. */
  readonly from?: number;
}

/**
 * Takes a run's folder for this process; nobody else may write there while it is held. The name of the lock's
 * file holds the number and the start of the process, so that the file of a process that is gone is known as
 * such for certain and removing it can take nothing from anybody. Whoever finds another process beside its own
 * file gives way, so two that come at once cannot both have it.
 */
export async function lockRun(run: string, { from }: LockRequest = {}): Promise<RunLock> {
  const own = `run-${process.pid}-${processStart(process.pid) ?? 'unknown'}.lock`;
  const path = join(run, own);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const holder = holderBeside(run, own, from);
    if (holder !== undefined) {
      const isPatient = from !== undefined || hasEnded(run);
      if (!isPatient || Date.now() > deadline) throw held(run, holder.pid);
    } else {
      createLock(path);
      const release = (): void => {
        rmSync(path, { force: true });
      };
      if (holderBeside(run, own, from) === undefined) return { release };
      release();
    }
    await delay(20 + 60 * Math.random());
  }
}

/** The locks in a folder, those of processes that are gone included. */
export function lockFiles(run: string): LockFile[] {
  return readdirSync(run).flatMap((name) => {
    const [, pid, start] = LOCK_NAME.exec(name) ?? [];
    if (pid === undefined) return [];
    return [{ name, pid: Number(pid), isAlive: processStart(Number(pid)) === start }];
  });
}

/** Removes what dead processes left; the first living one is the answer. */
function holderBeside(run: string, own: string, from: number | undefined): LockFile | undefined {
  const others = lockFiles(run).filter(({ name, pid }) => name !== own && pid !== from);
  for (const { name, isAlive } of others) if (!isAlive) rmSync(join(run, name), { force: true });
  return others.find(({ isAlive }) => isAlive);
}

function createLock(path: string): void {
  try {
    writeFileSync(path, '', { flag: 'wx' });
  } catch (error) {
    throw diskError(path, error);
  }
}

/** A run that has ended is let go a moment later by its process. */
function hasEnded(run: string): boolean {
  try {
    const { process: worker, state } = readRunFile(run);
    return worker === null && state !== 'preparing';
  } catch {
    return false;
  }
}

function held(run: string, pid: number): TrainingError {
  return new TrainingError(
    'run.running',
    2,
    `The run in ${run} is still running (process ${pid}). Let it end, or stop it first: Ctrl+C where it was started, Stop in its view, or \`kill ${pid}\`.`,
  );
}
