import { afterEach, expect, it } from 'vitest';
import type { ToTrainingView } from '../../../src/protocol/trainingView.ts';
import { accessibilityFaults } from '../../support/accessibility.ts';
import { exampleText } from '../../support/exampleSpecs.ts';
import { evaluationEvent, startEvent, stepEvent } from '../../support/fakeTrainingProcess.ts';
import { startTrainingPage, type TrainingHarness } from '../../support/trainingHarness.ts';
import { THEMES } from '../../support/webviewThemes.ts';

const FOLDER = '/runs/1';
const RUN: ToTrainingView = {
  type: 'run',
  state: 'running',
  run: {
    id: '1',
    name: 'ResNet-20',
    folder: FOLDER,
    variant: 'resnet20',
    createdAt: '2026-01-01T12:00:00Z',
    backend: 'tensorflow',
    device: 'CPU',
  },
};

let training: TrainingHarness | null = null;

afterEach(async () => {
  const said = training?.said ?? [];
  await training?.close();
  training = null;
  expect(said.filter(({ type }) => type === 'pageError')).toEqual([]);
});

it.each(THEMES)('axe finds nothing in the page of a run in the theme %s', async (theme) => {
  training = await startTrainingPage();
  const run = training;
  const check = async (state: string): Promise<void> => {
    expect(await accessibilityFaults(run.page), state).toEqual([]);
  };
  await run.setTheme(theme);
  await check('no run yet');
  await run.send({ type: 'missing', folder: FOLDER, message: 'There is no run in this folder.' });
  await check('no run there');
  await run.send(RUN);
  await check('before the first step');
  const notice = {
    event: 'notice',
    code: 'slow-backend',
    message: 'This runs on the slow backend.',
  } as const;
  const steps = Array.from({ length: 40 }, (_, at) => stepEvent(at + 1, 2 / (at + 1), at / 50));
  const events = [startEvent(), notice, ...steps, evaluationEvent(40, 0.8)];
  await run.send({ type: 'events', id: '1', first: 0, events });
  await check('in the middle of it');
  await run.send({ type: 'state', id: '1', state: 'paused', message: null });
  await check('paused');
  await run.screenshot(`paused-${theme}`);
  await run.page.locator('details.spec summary').click();
  await run.send({ type: 'spec', folder: FOLDER, text: exampleText('resnet20-digits') });
  await run.page.locator('.spec-text .view-line').first().waitFor();
  await check('with its spec');
  await run.send({ type: 'state', id: '1', state: 'failed', message: 'The data set is not there.' });
  await check('failed');
  await run.screenshot(`failed-${theme}`);
});
