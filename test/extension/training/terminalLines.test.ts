import { expect, it } from 'vitest';
import { TerminalLines } from '../../../src/extension/training/terminalLines.ts';
import type { TrainingEvent } from '../../../src/protocol/trainingEvents.ts';
import { english } from '../../support/english.ts';
import { END_EVENT, evaluationEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

const saved = (step: number, path: string): TrainingEvent => ({ event: 'checkpoint', step, path });

function linesOf(...events: TrainingEvent[]): string[] {
  const lines = new TerminalLines(english);
  return [...events.flatMap((event) => lines.of(event)), ...lines.rest()].filter((line) =>
    line.startsWith('c'),
  );
}

it('tells the two files of one step in one line', () => {
  expect(
    linesOf(
      evaluationEvent(1000, 0.9),
      saved(1000, '/runs/net/checkpoints/best.safetensors'),
      saved(1000, '/runs/net/checkpoints/step-00001000.safetensors'),
      stepEvent(1001),
      saved(2000, 'C:\\runs\\net\\step-00002000.safetensors'),
      END_EVENT,
    ),
  ).toEqual([
    'checkpoint at step 1,000: best.safetensors and step-00001000.safetensors',
    'checkpoint at step 2,000: step-00002000.safetensors',
  ]);
});

it('tells those of two steps in two, and the last one where no event follows', () => {
  expect(linesOf(saved(1, '/a/best.safetensors'), saved(2, '/a/best.safetensors'))).toEqual([
    'checkpoint at step 1: best.safetensors',
    'checkpoint at step 2: best.safetensors',
  ]);
});

it('tells them before what comes after them', () => {
  const lines = new TerminalLines(english);
  expect(lines.of(saved(7, '/a/best.safetensors'))).toEqual([]);
  expect(lines.of(stepEvent(8)).map((line) => line.split(' ')[0])).toEqual(['checkpoint', 'step']);
  expect(lines.rest()).toEqual([]);
});
