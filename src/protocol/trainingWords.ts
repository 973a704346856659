import type { ViewState } from './trainingView.ts';
import { type Words, wordsSchema } from './words.ts';

/** What the view of a run says. */
export const TRAINING_WORDS = {
  run: 'Training run',
  share: 'Share of the run that is done',
  stop: 'Stop',
  pause: 'Pause',
  continue: 'Continue',
  resume: 'Resume',
  openSpec: 'Open Spec',
  openFolder: 'Open Folder',
  noRun: 'Start one with “ResNet Designer: Train”, or choose one with “ResNet Designer: Show Run”.',
  beforeFirstStep: 'The network is being prepared. The curves begin with the first step.',
  noStep: 'This run made no step.',

  preparing: 'Preparing',
  running: 'Training',
  pausing: 'Pausing',
  paused: 'Paused',
  stopping: 'Stopping',
  finished: 'Finished',
  stopped: 'Stopped',
  diverged: 'Diverged',
  failed: 'Failed',
  lost: 'Interrupted',

  setting: '{0} on {1} · {2} trainable parameters · {3} training and {4} test examples',
  step: 'Step',
  stepOf: '{0} of {1}',
  epoch: 'Epoch',
  loss: 'Loss',
  error: 'Error',
  learningRate: 'Learning rate',
  rate: 'Rate',
  examplesPerSecond: '{0} examples/s',
  time: 'Time',
  timeLeft: 'Time left',
  testAccuracy: 'Test accuracy',
  testError: 'Test error',
  bestTestError: 'Best test error',
  seconds: '{0} s',
  minutes: '{0} min {1} s',
  hours: '{0} h {1} min',

  stepCurve: 'step',
  trainingCurve: 'training',
  testCurve: 'test',

  spec: 'Spec as run',
  specLoading: 'Reading the spec…',
  specMissing: 'The run’s folder holds no spec any more.',
  specTextFailed: 'The text could not be shown here. “Open Spec” shows it in an editor.',
} as const satisfies Readonly<Record<ViewState, string>> & Readonly<Record<string, string>>;

export type TrainingWords = Words<typeof TRAINING_WORDS>;
export const trainingWordsSchema = wordsSchema(TRAINING_WORDS);
