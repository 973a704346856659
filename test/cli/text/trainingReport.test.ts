import { expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { ProgressLine } from '../../../src/cli/text/progressLine.ts';
import { chooseStyle } from '../../../src/cli/text/style.ts';
import { ndjsonReport, textReport } from '../../../src/cli/text/trainingReport.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';

const EVENTS: TrainingEvent[] = [
  {
    event: 'start',
    run: 'runs/one',
    backend: 'tensorflow',
    device: 'CPU',
    trainable: 269_434,
    examples: { train: 1437, test: 360 },
    steps: 460,
    stepsPerEpoch: 23,
    resumedAt: 0,
  },
  {
    event: 'step',
    step: 23,
    epoch: 1,
    seconds: 2,
    loss: 1.23456,
    accuracy: 0.5,
    learningRate: 0.09938,
    examplesPerSecond: 1234.5,
    secondsLeft: 65,
  },
  { event: 'notice', code: 'slow', message: 'This is the slow backend.' },
  { event: 'evaluation', step: 23, loss: 1.1, accuracy: 0.9111, error: 0.0889 },
  { event: 'checkpoint', step: 23, path: 'runs/one/checkpoints/23.safetensors' },
  { event: 'end', reason: 'stopped', step: 23, accuracy: 0.9111, seconds: 2.1 },
];

function recorded(): { terminal: Terminal; out: () => string; note: () => string } {
  const style = chooseStyle(false, {});
  const written = { out: '', note: '' };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    note: (text) => {
      written.note += text;
    },
    outEnded: new AbortController().signal,
    outStyle: style,
    noteStyle: style,
    width: null,
    isNoteInteractive: false,
  };
  return { terminal, out: () => written.out, note: () => written.note };
}

it('tells a person what lasts on stdout, and progress and notes on stderr', () => {
  const { terminal, out, note } = recorded();
  const report = textReport(terminal, new ProgressLine(terminal, () => 0));
  for (const event of EVENTS) report.add(event);
  expect(out().split('\n')).toEqual([
    'Training 269,434 parameters on 1,437 examples (360 to test with), 460 steps, 23 an epoch.',
    'Backend tensorflow, device CPU. Run folder: runs/one',
    'after step 23: test accuracy 91.1 %, error 8.9 %, loss 1.1000',
    'Stopped after step 23, 2 s of training. Test accuracy 91.1 %. Go on with: resnet train --resume runs/one',
    '',
  ]);
  expect(note().split('\n')).toEqual([
    'step 23/460  1 min 05 s left  epoch 1  loss 1.2346  accuracy 50.0 %  1,235 examples/s  rate 0.0994',
    'note: This is the slow backend.',
    '',
  ]);
});

it('passes every event on as a line of JSON', () => {
  const { terminal, out, note } = recorded();
  const report = ndjsonReport(terminal);
  for (const event of EVENTS) report.add(event);
  expect(
    out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(EVENTS);
  expect(note()).toBe('Go on with: resnet train --resume runs/one\n');
});
