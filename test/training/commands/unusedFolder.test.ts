import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clearUnbegunRun, requireUnused } from '../../../src/training/commands/unusedFolder.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** What a run leaves that failed before its first step, with what is asked for beside. */
function failedRun(files: Readonly<Record<string, string>> = {}): string {
  const run = temporaryFolder();
  mkdirSync(join(run, 'checkpoints'));
  const start = '{"event":"error","code":"out-of-memory","message":"","exitCode":3}\n';
  const usual = {
    'run.json': '{}',
    'spec.resnet.yaml': 'model: x',
    'metrics.ndjson': start,
    'worker.log': '',
  };
  for (const [name, text] of Object.entries({ ...usual, ...files })) writeFileSync(join(run, name), text);
  return run;
}

const check = (folder: string) => (): void => {
  requireUnused(folder);
};

describe('a folder for a new run', () => {
  it('may be absent or empty, or hold a run that never made a step', () => {
    const empty = temporaryFolder();
    expect(check(empty)).not.toThrow();
    expect(check(join(empty, 'absent'))).not.toThrow();
    const run = failedRun();
    expect(check(run)).not.toThrow();
    clearUnbegunRun(run);
    expect(readdirSync(run)).toEqual([]);
  });

  const step =
    '{"event":"step","step":1,"epoch":1,"seconds":1,"loss":1,"accuracy":1,"learningRate":1,"examplesPerSecond":1,"secondsLeft":0}\n';
  it.each([
    ['anything of somebody else', { 'notes.txt': '' }],
    ['a run that made a step', { 'metrics.ndjson': step }],
    ['a checkpoint', { 'checkpoints/step-00000001.safetensors': '' }],
  ])('may not hold %s', (_, files) => {
    const run = failedRun(files);
    const before = readdirSync(run);
    expect(check(run)).toThrow(expect.objectContaining({ code: 'run.exists', exitCode: 2 }));
    expect(readdirSync(run)).toEqual(before);
  });

  it('may not be a spec beside other things, nor a file', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'spec.resnet.yaml'), 'mine');
    expect(check(folder)).toThrow('is not empty');
    expect(existsSync(join(folder, 'spec.resnet.yaml'))).toBe(true);
    expect(check(join(folder, 'spec.resnet.yaml'))).toThrow(/is a file\. Name a folder that is empty/);
  });
});
