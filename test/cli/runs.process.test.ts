import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runsDocumentSchema } from '../../src/protocol/commandLine.ts';
import { runCli } from '../support/runCli.ts';
import { makeSpecFiles } from '../support/specFiles.ts';

const { folder, good } = makeSpecFiles();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeAll(() => {
  mkdirSync(join(folder, 'empty'));
});

describe('resnet runs', () => {
  it('lists no runs where there are none', () => {
    const { code, stdout } = runCli(['runs', join(folder, 'empty'), '--format', 'json']);
    expect(code).toBe(0);
    expect(runsDocumentSchema.parse(JSON.parse(stdout))).toEqual({ version: 1, runs: [] });
    expect(runCli(['runs'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
  });

  it('says what is wrong with the folder', () => {
    expect(runCli(['runs', join(folder, 'none')])).toMatchObject({ code: 2 });
    expect(runCli(['runs', good]).stderr).toContain('is no folder');
  });
});
