import { appendFileSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { appendIfPossible, MetricsLog, readMetrics } from '../../../src/training/runs/metricsLog.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const step = (number: number): TrainingEvent => ({
  event: 'step',
  step: number,
  epoch: 1,
  seconds: number,
  loss: 1 / number,
  accuracy: 0.5,
  learningRate: 0.1,
  examplesPerSecond: 100,
  secondsLeft: 0,
});
const evaluation: TrainingEvent = { event: 'evaluation', step: 2, loss: 1, accuracy: 0.5, error: 0.5 };
const end: TrainingEvent = { event: 'end', reason: 'stopped', step: 3, accuracy: null, seconds: 3 };

describe('metrics.ndjson', () => {
  it('is appended line by line and read back', () => {
    const run = temporaryFolder();
    const log = new MetricsLog(run);
    expect([step(1), step(2), end].map((event) => log.append(event))).toEqual([0, 1, 2]);
    expect(readMetrics(run)).toEqual([step(1), step(2), end]);
    expect(readFileSync(join(run, 'metrics.ndjson'), 'utf8').split('\n')).toHaveLength(4);
    expect(new MetricsLog(run).append(step(4))).toBe(3);
  });

  it('ignores a last line that a killed process left cut', () => {
    const run = temporaryFolder();
    new MetricsLog(run).append(step(1));
    appendFileSync(join(run, 'metrics.ndjson'), '{"event":"step","st');
    expect(readMetrics(run)).toEqual([step(1)]);
  });

  it('is cut after the step that a run resumes from; ends and errors go, too', () => {
    const run = temporaryFolder();
    const log = new MetricsLog(run);
    for (const event of [step(1), step(2), evaluation, step(3), end]) log.append(event);
    appendFileSync(join(run, 'metrics.ndjson'), '{"event":"st');
    log.cutAfter(run, 2);
    expect(readMetrics(run)).toEqual([step(1), step(2), evaluation]);
    expect(log.append(step(3))).toBe(3);
    expect(readMetrics(run)).toHaveLength(4);
  });
});

describe.runIf(existsSync('/dev/full'))('metrics.ndjson on a full disk', () => {
  it('is an error that says so, and a run’s last words get the number of the line that could not be written', () => {
    const run = temporaryFolder();
    const log = new MetricsLog(run);
    log.append(step(1));
    rmSync(join(run, 'metrics.ndjson'));
    symlinkSync('/dev/full', join(run, 'metrics.ndjson'));
    expect(() => log.append(step(2))).toThrow(expect.objectContaining({ code: 'disk.full', exitCode: 2 }));
    expect(appendIfPossible(log, end)).toBe(1);
  });
});
