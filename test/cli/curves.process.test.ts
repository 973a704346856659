import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evaluationEvent, runFile, startEvent, stepEvent } from '../support/fakeTrainingProcess.ts';
import { runCli } from '../support/runCli.ts';

function makeRun(folder: string, name: string, events: readonly object[], title?: string): string {
  const run = join(folder, name);
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, 'run.json'), JSON.stringify(runFile({ state: 'finished' })));
  writeFileSync(join(run, 'metrics.ndjson'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  if (title !== undefined) writeFileSync(join(run, 'title.txt'), `${title}\n`);
  return run;
}

const EVENTS = [startEvent(), stepEvent(23, 0.5, 0.75), evaluationEvent(23, 0.875)];

it('writes the curves of runs as CSV and as a picture', () => {
  const folder = mkdtempSync(join(tmpdir(), 'resnet-curves-'));
  const [a, b] = [makeRun(folder, 'a', EVENTS, 'With warm-up'), makeRun(folder, 'b', EVENTS)];
  const printed = runCli(['curves', a]);
  expect(printed).toMatchObject({ code: 0, stderr: '' });
  expect(printed.stdout.split('\r\n')).toEqual([
    'run,set,step,epoch,seconds,loss,error',
    'With warm-up,training,23,1,23,0.5,0.25',
    'With warm-up,test,23,1,23,0.3,0.125',
    '',
  ]);
  const out = join(folder, 'both.svg');
  const args = ['--axis', 'epoch', '--figure', 'error', '--log', '--smooth', '100'];
  expect(runCli(['curves', a, b, '--out', out, ...args])).toMatchObject({ code: 0, stdout: '' });
  const svg = readFileSync(out, 'utf8');
  for (const text of ['With warm-up', '>net<', '>epoch<', 'Error, logarithmic', 'about 100 steps'])
    expect(svg).toContain(text);
  // Runs of one name are told apart.
  expect(runCli(['curves', b, b]).stdout).toContain('"net, b",test');
  const listed = JSON.parse(runCli(['runs', folder, '--format', 'json']).stdout) as {
    runs: { title: unknown }[];
  };
  expect(listed.runs.map(({ title }) => title).sort()).toEqual(['With warm-up', null]);
});

it.each([
  ['no run', EVENTS, ['nowhere'], 2, /holds no run/],
  ['no step', [startEvent()], [], 1, /has made no step/],
  ['another ending', EVENTS, ['--out', 'curves.doc'], 2, /\.csv for the points or \.svg/],
  ['a folder that is not there', EVENTS, ['--out', '/no/such/folder/x.svg'], 2, /does not exist/],
])('says what is wrong: %s', (_, events, args, code, message) => {
  const run = makeRun(mkdtempSync(join(tmpdir(), 'resnet-curves-')), 'run', events);
  const result = runCli(['curves', run, ...args]);
  expect(result.code).toBe(code);
  expect(result.stderr).toMatch(message);
});
