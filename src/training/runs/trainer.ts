import * as tf from '@tensorflow/tfjs';
import type { TrainingPlan } from '../../core/plan/trainingPlan.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import { type Batch, epochOf, stepsPerEpoch } from '../data/batches.ts';
import type { BatchSource } from '../data/batchSource.ts';
import type { ExampleSource } from '../data/dataset.ts';
import type { NetworkVariable } from '../network/network.ts';
import { afterEvaluation, afterStep, learningRate } from '../optimizers/schedule.ts';
import type { StepExecutor, StepFigures } from '../step/stepExecutor.ts';
import type { Learner } from '../step/trainingStep.ts';
import { Interruption, TrainingError } from '../trainingError.ts';
import type { Checkpoint, Figures, Progress } from './checkpoint.ts';
import type { CheckpointStore } from './checkpointStore.ts';
import { evaluateOnTest } from './evaluateOnTest.ts';
import type { RunPace } from './runPace.ts';
import { loadTensors, saveTensors } from './savedTensors.ts';

export interface TrainerSetup {
  readonly learner: Learner;
  /** Of that learner's steps. */
  readonly executor: StepExecutor;
  readonly dataset: ExampleSource;
  /** Of that data set. */
  readonly batches: BatchSource;
  readonly plan: TrainingPlan;
  /** The step after which the run ends. */
  readonly totalSteps: number;
  readonly checkpoints: CheckpointStore;
  /** Where a resumed run goes on. */
  readonly from: Checkpoint | null;
  readonly emit: (event: TrainingEvent) => void;
  /** Told of every place where the run may wait or stop; its clock is that of the run. */
  readonly pace: Pick<RunPace, 'attend' | 'isPauseWanted' | 'now'>;
  readonly onState: (state: 'training' | 'evaluating', step: number) => void;
}

const FRESH: Progress = {
  step: 0,
  seconds: 0,
  schedule: {
    warmupEndedAt: null,
    epoch: { number: 0, seen: 0, wrong: 0 },
    plateau: { best: null, waited: 0, factor: 1 },
  },
  lastEvaluation: null,
  bestEvaluation: null,
};

/** Thrown where a loss or a weight is no finite number: nothing more is told or saved, and the run ends. */
class Divergence extends Error {}

/** The loop of a run: steps, evaluations, checkpoints, until the end, a stop, or a loss that is no number. */
export class Trainer {
  readonly #setup: TrainerSetup;
  readonly #saved: readonly NetworkVariable[];
  readonly #startedAt: number;
  readonly #firstStep: number;
  #progress: Progress;
  /** What the newest checkpoint holds. */
  #savedProgress: Progress | null;

  readonly #attend = (): void => {
    if (this.#setup.pace.isPauseWanted) this.#keepForPause();
    this.#setup.pace.attend();
  };

  constructor(setup: TrainerSetup) {
    this.#setup = setup;
    this.#saved = [...setup.learner.network.variables, ...setup.learner.optimizer.slots];
    if (setup.from !== null) loadTensors(this.#saved, setup.from.tensors);
    setup.executor.load();
    this.#progress = setup.from?.progress ?? FRESH;
    this.#savedProgress = setup.from?.progress ?? null;
    this.#firstStep = this.#progress.step;
    this.#startedAt = setup.pace.now() - this.#progress.seconds;
  }

  /** Runs to the end and tells it by an `end` event. */
  async run(): Promise<void> {
    const { totalSteps } = this.#setup;
    try {
      // A run that was stopped between a step and its evaluation makes up for it.
      if (this.#progress.step > 0) {
        await this.#evaluateIfDue();
        this.#writeCheckpoint();
      }
      while (this.#progress.step < totalSteps) {
        this.#attend();
        await this.#step(this.#progress.step + 1);
        await this.#evaluateIfDue();
        if (this.#isDue(this.#setup.plan.checkpointEvery)) this.#writeCheckpoint();
      }
      this.#end('finished');
    } catch (error) {
      this.#end(this.#reasonOf(error));
    }
  }

  /** What a loop that was left early ends with; a stop keeps what the last step made, if that is of use. */
  #reasonOf(error: unknown): 'stopped' | 'diverged' {
    if (error instanceof Divergence) return 'diverged';
    if (!(error instanceof Interruption)) throw error;
    try {
      if (this.#progress.step > 0) this.#writeCheckpoint();
      return 'stopped';
    } catch (whileSaving) {
      if (whileSaving instanceof Divergence) return 'diverged';
      throw whileSaving;
    }
  }

  async #step(step: number): Promise<void> {
    const { plan, totalSteps, batches, dataset, onState, pace, emit } = this.#setup;
    onState('training', step);
    const began = pace.now();
    const batch = await batches.train(step);
    const rate = learningRate(plan.learningRate, step, totalSteps, this.#progress.schedule);
    const { loss, accuracy } = this.#runStep(batch, step, rate);
    if (!Number.isFinite(loss)) throw new Divergence();
    const epoch = epochOf(step, dataset.train.count, plan.batch);
    const wrong = Math.round((1 - accuracy) * batch.count);
    const schedule = afterStep(plan.learningRate, this.#progress.schedule, {
      step,
      epoch,
      seen: batch.count,
      wrong,
    });
    const ended = pace.now();
    const seconds = ended - this.#startedAt;
    this.#progress = { ...this.#progress, step, seconds, schedule };
    emit({
      event: 'step',
      step,
      epoch,
      seconds: round(seconds),
      loss,
      accuracy,
      learningRate: rate,
      examplesPerSecond: round(batch.count / Math.max(1e-9, ended - began)),
      secondsLeft: round(this.#secondsLeft()),
    });
  }

  #runStep(batch: Batch, step: number, rate: number): StepFigures {
    const feeds = {
      images: tf.tensor(batch.images, [batch.count, ...this.#setup.dataset.shape]),
      labels: tf.tensor1d(batch.labels, 'int32'),
      learningRate: tf.scalar(rate),
      step: tf.scalar(step, 'int32'),
    };
    try {
      return this.#setup.executor.train(feeds);
    } finally {
      tf.dispose(feeds);
    }
  }

  /** By the mean rate of this process, evaluations included. */
  #secondsLeft(): number {
    const made = this.#progress.step - this.#firstStep;
    const spent = this.#progress.seconds - (this.#setup.from?.progress.seconds ?? 0);
    return made === 0 ? 0 : (spent / made) * (this.#setup.totalSteps - this.#progress.step);
  }

  /** After every `every` steps, or once an epoch, and after the last step. */
  #isDue(every: number | null): boolean {
    const { dataset, plan, totalSteps } = this.#setup;
    const period = every ?? stepsPerEpoch(dataset.train.count, plan.batch);
    return this.#progress.step % period === 0 || this.#progress.step === totalSteps;
  }

  async #evaluateIfDue(): Promise<void> {
    const { plan, onState, emit, checkpoints } = this.#setup;
    const { step, lastEvaluation, bestEvaluation } = this.#progress;
    if (!this.#isDue(plan.evaluateEvery) || lastEvaluation?.step === step) return;
    onState('evaluating', step);
    const figures: Figures = { step, ...(await evaluateOnTest(this.#setup, this.#attend)) };
    if (!Number.isFinite(figures.loss)) throw new Divergence();
    const isBest = bestEvaluation === null || figures.accuracy > bestEvaluation.accuracy;
    this.#progress = {
      ...this.#progress,
      seconds: this.#setup.pace.now() - this.#startedAt,
      schedule: afterEvaluation(plan.learningRate, this.#progress.schedule, figures.loss),
      lastEvaluation: figures,
      bestEvaluation: isBest ? figures : bestEvaluation,
    };
    emit({ event: 'evaluation', ...figures, error: 1 - figures.accuracy });
    if (isBest) emit({ event: 'checkpoint', step, path: checkpoints.writeBest(this.#checkpoint()) });
  }

  #checkpoint(): Checkpoint {
    this.#setup.executor.save();
    const tensors = saveTensors(this.#saved);
    // The step's own loss was that of the weights before it.
    for (const { data } of tensors.values()) if (!data.every(Number.isFinite)) throw new Divergence();
    return { progress: this.#progress, tensors };
  }

  /** Writes what is not in the newest checkpoint yet, and tells of a step's file once. */
  #writeCheckpoint(): void {
    const { checkpoints, emit } = this.#setup;
    const { step } = this.#progress;
    if (this.#savedProgress === this.#progress) return;
    const path = checkpoints.write(this.#checkpoint());
    if (this.#savedProgress?.step !== step) emit({ event: 'checkpoint', step, path });
    this.#savedProgress = this.#progress;
  }

  /** A machine may be switched off during a pause. One for which there is no room is a pause all the same. */
  #keepForPause(): void {
    if (this.#progress.step === 0) return;
    try {
      this.#writeCheckpoint();
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error;
    }
  }

  #end(reason: 'finished' | 'stopped' | 'diverged'): void {
    const { step, lastEvaluation } = this.#progress;
    const accuracy = lastEvaluation?.accuracy ?? null;
    const seconds = round(this.#setup.pace.now() - this.#startedAt);
    this.#setup.emit({ event: 'end', reason, step, accuracy, seconds });
  }
}

/** To milliseconds: more would be noise. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
