import { expect, it } from 'vitest';
import type { RunProgress } from '../../../src/extension/training/activeRun.ts';
import {
  durationText,
  eventLine,
  outcomeText,
  progressShare,
  progressText,
} from '../../../src/extension/training/progressText.ts';
import { english } from '../../support/english.ts';
import { evaluationEvent, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';

const NOTHING: RunProgress = {
  start: null,
  step: null,
  evaluation: null,
  notices: [],
  isStopping: false,
  activity: null,
};
const GOING = {
  ...NOTHING,
  start: startEvent(1000),
  step: stepEvent(250),
  evaluation: evaluationEvent(200, 0.942),
} as RunProgress;

it('says how far a run is, how fast, and how long it still takes', () => {
  expect(progressText(GOING, english)).toBe(
    'step 250 of 1,000 · 3,210 examples/s · 1 min 35 s left · test accuracy 94.2 %',
  );
  expect(progressShare(GOING)).toBe(0.25);
});

it('says what goes on before the first step and after Cancel', () => {
  expect(progressText(NOTHING, english)).toBe('preparing…');
  expect(progressShare(NOTHING)).toBeNull();
  expect(progressText({ ...GOING, isStopping: true }, english)).toBe('stopping…');
});

it('says where a run is paused', () => {
  expect(progressText({ ...GOING, activity: 'pausing' }, english)).toBe('pausing…');
  expect(progressText({ ...GOING, activity: 'paused' }, english)).toBe('paused after step 250');
  expect(progressText({ ...NOTHING, activity: 'paused' }, english)).toBe('paused');
});

it('says how a run ended', () => {
  expect(outcomeText('net', { type: 'ended', reason: 'finished', accuracy: 0.975 }, english)).toBe(
    'net is trained. Test accuracy 97.5 %.',
  );
  expect(outcomeText('net', { type: 'ended', reason: 'diverged', accuracy: null }, english)).toContain(
    'lower learning rate',
  );
  expect(
    outcomeText('net', { type: 'failed', code: 'disk.full', message: 'The disk is full.' }, english),
  ).toBe('net: The disk is full.');
});

it('writes times as people do', () => {
  expect([0, 59.4, 60, 3599, 3720].map((seconds) => durationText(seconds, english))).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 02 min',
  ]);
});

it('gives the terminal a line for what matters', () => {
  expect(eventLine(stepEvent(3), english)).toContain('step 3  epoch 1  loss 1.0000  accuracy 50.0 %');
  expect(eventLine(startEvent(), english)).toContain('269,722 trainable parameters');
});
