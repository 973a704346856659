import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsDocumentSchema } from '../../src/protocol/commandLine.ts';
import { doctorReportSchema, evaluatedSchema } from '../../src/protocol/launcher.ts';
import { type TrainingEvent, trainingEventSchema } from '../../src/protocol/trainingEvents.ts';
import { examplePath, interruptCli, runCli, spawnCli } from '../support/runCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-training-'));
const digits = examplePath('resnet20-digits');
const run = join(folder, 'run');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function eventsOf(stdout: string): TrainingEvent[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => trainingEventSchema.parse(JSON.parse(line)));
}

function stepsOf(events: readonly TrainingEvent[]): number[] {
  return events.filter(({ event }) => event === 'step').map((event) => ('step' in event ? event.step : 0));
}

describe('a run', () => {
  let events: TrainingEvent[] = [];

  beforeAll(() => {
    const { code, stdout, stderr } = runCli([
      ...['train', digits, '--out', run, '--steps', '6', '--batch', '16', '--seed', '3'],
      ...['--format', 'ndjson'],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    events = eventsOf(stdout);
  });

  it('tells everything in order, as lines of JSON, and keeps it in its folder', () => {
    expect(events[0]).toMatchObject({ event: 'start', run, trainable: 269_434, steps: 6 });
    expect(events[0]).toMatchObject({ examples: { train: 1437, test: 360 } });
    expect(stepsOf(events)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.map(({ event }) => event)).toContain('evaluation');
    expect(events.at(-1)).toMatchObject({ event: 'end', reason: 'finished', step: 6 });
    expect(eventsOf(readFileSync(join(run, 'metrics.ndjson'), 'utf8'))).toEqual(events);
  });

  it('is evaluated, with the figures that the run told', () => {
    const evaluation = events.find(({ event }) => event === 'evaluation');
    const { code, stdout } = runCli(['evaluate', run, '--format', 'json']);
    expect(code).toBe(0);
    const figures = evaluatedSchema.omit({ type: true }).parse(JSON.parse(stdout));
    expect(figures).toMatchObject({ step: 6, examples: 360 });
    expect(evaluation).toMatchObject({ accuracy: figures.accuracy });
    expect(runCli(['evaluate', run]).stdout).toContain('on 360 examples');
  });

  it('is listed', () => {
    const { runs } = runsDocumentSchema.parse(
      JSON.parse(runCli(['runs', folder, '--format', 'json']).stdout),
    );
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      run,
      name: 'ResNet-20 for digits',
      state: 'finished',
      step: 6,
      steps: 6,
    });
    expect(runCli(['runs', run]).stdout).toContain('finished');
    expect(runCli(['runs', folder, '--format', 'csv']).stdout).toContain(
      `${run},ResNet-20 for digits,,finished`,
    );
  });

  it('has finished: going on without a later end changes nothing and says so', () => {
    const files = (): (string | number)[] =>
      ['run.json', 'metrics.ndjson', 'worker.log'].flatMap((name) => {
        const path = join(run, name);
        return [readFileSync(path, 'utf8'), statSync(path).mtimeMs];
      });
    const before = files();
    const { code, stdout, stderr } = runCli(['train', '--resume', run]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('is finished: it has made 6 steps of 6');
    expect(files()).toEqual(before);
  });

  it('lets its owner alone read the token of its socket, and the rest like any other file', () => {
    const modeOf = (path: string): number => statSync(path).mode & 0o777;
    const ordinary = join(folder, 'ordinary');
    writeFileSync(ordinary, '');
    expect(modeOf(join(run, 'run.json'))).toBe(0o600);
    const rest = readdirSync(run, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name !== 'run.json',
    );
    // TensorBoard's file bears the second in which the run began.
    expect(rest.map(({ name }) => name.replace(/tfevents\.\d+/u, 'tfevents.SECOND')).sort()).toEqual([
      'best.safetensors',
      'events.out.tfevents.SECOND.resnet',
      'metrics.ndjson',
      'spec.resnet.yaml',
      'step-00000006.safetensors',
      'worker.log',
    ]);
    for (const { name, parentPath } of rest) expect(modeOf(join(parentPath, name))).toBe(modeOf(ordinary));
  });

  it('goes on where it ended, with the new events only', () => {
    const { code, stdout } = runCli(['train', '--resume', run, '--steps', '8', '--format', 'ndjson']);
    expect(code).toBe(0);
    const further = eventsOf(stdout);
    expect(further[0]).toMatchObject({ event: 'start', resumedAt: 6, steps: 8 });
    expect(stepsOf(further)).toEqual([7, 8]);
  });

  it('is not overwritten', () => {
    const { code, stderr } = runCli(['train', digits, '--out', run]);
    expect(code).toBe(2);
    expect(stderr).toContain('is not empty');
  });
});

describe('a run that goes on elsewhere', () => {
  it('is paused, listed as paused, continued and stopped by its folder', async () => {
    const out = join(folder, 'elsewhere');
    const { ended } = spawnCli(['train', digits, '--out', out, '--epochs', '500', '--format', 'ndjson']);
    const metrics = join(out, 'metrics.ndjson');
    await expect
      .poll(() => existsSync(metrics) && readFileSync(metrics, 'utf8').includes('"step":2,'), {
        timeout: 120_000,
      })
      .toBe(true);
    expect(runCli(['continue', out])).toMatchObject({ code: 1, stdout: '' });
    const paused = runCli(['pause', out]);
    expect(paused.code).toBe(0);
    expect(paused.stdout).toMatch(/^Paused at step \d+\. Go on with: resnet continue /);
    expect(runCli(['pause', out]).code).toBe(0);
    expect(runCli(['runs', out]).stdout).toContain('paused');
    const made = readFileSync(metrics, 'utf8');
    await delay(1000);
    expect(readFileSync(metrics, 'utf8')).toBe(made);
    expect(runCli(['continue', out])).toMatchObject({ code: 0 });
    await expect.poll(() => readFileSync(metrics, 'utf8').length).toBeGreaterThan(made.length);
    expect(runCli(['stop', out])).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/Paused at step \d+.*\nGoing on\.\n/s);
  });

  it('is refused with a reason where nothing runs', () => {
    expect(runCli(['pause', run])).toMatchObject({ code: 1, stdout: '' });
    expect(runCli(['pause', run]).stderr).toContain('does not run: it is finished');
    expect(runCli(['stop', folder])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the end from outside', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s stops the run, which keeps what it has and leaves no process behind',
    async (signal) => {
      const out = join(folder, signal);
      const args = ['train', digits, '--out', out, '--format', 'ndjson'];
      const stopped = interruptCli(args, '"step":3,', signal);
      const pid = await workerOf(out);
      const { code, stdout, stderr } = await stopped;
      expect(lives(pid)).toBe(false);
      expect(code).toBe(1);
      expect(stderr).toContain(`resnet train --resume ${out}`);
      expect(eventsOf(stdout).at(-1)).toMatchObject({ event: 'end', reason: 'stopped' });
      expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({
        state: 'stopped',
        process: null,
      });
    },
  );

  it('while the run is being started leaves no process behind either', async () => {
    const out = join(folder, 'starting');
    const { ended, child } = spawnCli(['train', digits, '--out', out]);
    while (processesNaming(out, 'worker.cjs').length === 0) await delay(5);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(processesNaming(out, 'worker.cjs')).toEqual([]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(`resnet train --resume ${out}`);
  });

  it.runIf(existsSync('/dev/full'))('of a disk for its output stops the run, too', () => {
    const out = join(folder, 'unheard');
    const args = ['train', digits, '--out', out, '--format', 'ndjson'];
    const { code, stderr } = runCli(args, { stdoutTo: '/dev/full' });
    expect(code).toBe(2);
    expect(stderr).toContain('could not be written (the disk is full)');
    expect(stderr).toContain(`resnet train --resume ${out}`);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(processesNaming(out, 'worker.cjs')).toEqual([]);
    expect(JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'))).toMatchObject({ state: 'stopped' });
  });

  it('of the reader of its output stops the run', async () => {
    const out = join(folder, 'unread');
    const { ended, child } = spawnCli(['train', digits, '--out', out, '--format', 'ndjson']);
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`resnet train --resume ${out}`);
    expect(processesNaming(out, 'worker.cjs')).toEqual([]);
  });

  it('at once, while the run is being started, leaves no process behind either', async () => {
    const out = join(folder, 'at-once');
    const { ended, child } = spawnCli(['train', digits, '--out', out]);
    while (processesNaming(out, 'worker.cjs').length === 0) await delay(5);
    for (const worker of workersOf(out)) process.kill(worker, 'SIGSTOP');
    child.kill('SIGINT');
    await delay(200);
    child.kill('SIGINT');
    expect((await ended).code).toBe(1);
    for (const worker of workersOf(out)) process.kill(worker, 'SIGCONT');
    // It sees that whoever started it is gone.
    while (processesNaming(out, 'worker.cjs').length > 0) await delay(50);
    expect(readFileSync(join(out, 'metrics.ndjson'), 'utf8')).not.toContain('"finished"');
  });

  it('kills a worker that does not stop', async () => {
    const out = join(folder, 'stuck');
    const { ended, child } = spawnCli(['train', digits, '--out', out, '--format', 'ndjson']);
    const pid = await workerOf(out, '"step"');
    process.kill(pid, 'SIGSTOP');
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(lives(pid)).toBe(false);
    expect(code).toBe(1);
    expect(stderr).toContain(`${pid} does not end, so it is killed`);
    expect(stderr).toContain(`resnet train --resume ${out}`);
  });

  it('a killed worker is told from one that ended, and how to go on', async () => {
    const out = join(folder, 'killed');
    const { ended } = spawnCli(['train', digits, '--out', out, '--format', 'ndjson']);
    process.kill(await workerOf(out, '"step"'), 'SIGKILL');
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`resnet train --resume ${out}`);
    expect(runCli(['runs', out]).stdout).toContain('interrupted');
  });
});

/** The process of a run as its folder names it, once the metrics hold the text. */
async function workerOf(out: string, text = ''): Promise<number> {
  for (;;) {
    try {
      const file = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { process?: { pid: number } };
      const pid = file.process?.pid;
      if (pid !== undefined && readFileSync(join(out, 'metrics.ndjson'), 'utf8').includes(text)) return pid;
    } catch {
      // Not there yet.
    }
    await delay(20);
  }
}

/** By the system's list of processes; one that has ended and was not buried does not live. */
function lives(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

function workersOf(out: string): number[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return stdout
    .split('\n')
    .filter((line) => line.includes(out) && line.includes('worker.cjs'))
    .map((line) => Number.parseInt(line, 10));
}

/** The processes whose command lines hold all these words. */
function processesNaming(...words: readonly string[]): string[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return stdout.split('\n').filter((line) => words.every((word) => line.includes(word)));
}

describe('what cannot be trained', () => {
  it('is a spec with errors', () => {
    const bad = join(folder, 'bad.resnet.yaml');
    writeFileSync(bad, readFileSync(digits, 'utf8').replace('dense: 10', 'dense: ten'));
    const { code, stderr } = runCli(['train', bad]);
    expect(code).toBe(1);
    expect(stderr).toContain('^^^');
    expect(stderr).toContain('cannot be trained');
  });

  it('is data that is not there', () => {
    const file = join(folder, 'nodata.resnet.yaml');
    const text = readFileSync(examplePath('fashion-mnist'), 'utf8');
    writeFileSync(file, text.replace('/usr/share/datasets/fashion-mnist', './nothing-here'));
    const { code, stderr } = runCli(['train', file, '--out', join(folder, 'nodata')]);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'nodata'))).toBe(false);
    expect(stderr).toContain('nothing-here');
  });

  it('is a run that is none', () => {
    const evaluated = runCli(['evaluate', folder]);
    expect(evaluated.code).toBe(2);
    expect(evaluated.stderr).toContain('resnet runs FOLDER');
    for (const args of [
      ['evaluate', digits],
      ['train', '--resume', digits],
    ]) {
      const { code, stderr } = runCli(args);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/is a file, and the folder of a run is needed/),
      ]);
    }
    expect(runCli(['train', '--resume', join(folder, 'none')]).code).toBe(2);
  });

  it('is a run whose socket would lie where others can enter', () => {
    const session = mkdtempSync(join(tmpdir(), 'session-'));
    mkdirSync(join(session, 'resnet-designer'));
    chmodSync(join(session, 'resnet-designer'), 0o755);
    const out = join(folder, 'open');
    const { code, stderr } = runCli(['train', digits, '--out', out], { env: { XDG_RUNTIME_DIR: session } });
    rmSync(session, { recursive: true });
    expect(code).toBe(2);
    expect(stderr).toContain(`chmod 700 ${join(session, 'resnet-designer')}`);
    expect(existsSync(out)).toBe(false);
  });

  it('is a backend or device that is not here', () => {
    const webgpu = runCli(['train', digits, '--out', join(folder, 'webgpu'), '--backend', 'webgpu']);
    expect(webgpu.code).toBe(3);
    const gpu = runCli([
      'train',
      digits,
      '--out',
      join(folder, 'gpu'),
      '--backend',
      'wasm',
      '--device',
      'gpu',
    ]);
    expect(gpu.code).toBe(3);
    expect(gpu.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('resnet doctor', () => {
  it('says what works, and for the rest why not and what to do', () => {
    const { code, stdout } = runCli(['doctor', '--format', 'json']);
    expect(code).toBe(0);
    const report = doctorReportSchema.omit({ type: true }).parse(JSON.parse(stdout));
    expect(report.backends.find(({ name }) => name === 'wasm')).toMatchObject({ works: true, fast: false });
    for (const { works, why, whatToDo } of report.backends) {
      if (!works) expect([why, whatToDo]).not.toContain(null);
    }
    expect(runCli(['doctor']).stdout).toContain('wasm');
  });
});
