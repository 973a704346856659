import type { EvaluationEvent, StepEvent, TrainingEvent } from '../../src/protocol/trainingEvents.ts';

type StartEvent = Extract<TrainingEvent, { event: 'start' }>;

/** One point of a curve pair. Errors are shares, 0 to 1. */
export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
  readonly error: number;
}

export interface RunHistory {
  readonly start: StartEvent | null;
  readonly lastStep: StepEvent | null;
  readonly lastEvaluation: EvaluationEvent | null;
  readonly bestError: number | null;
  readonly notices: readonly string[];
}

/** Steps at which a curve is averaged, so that a long run stays drawable and a noisy one readable. */
const MAX_TRAINING_POINTS = 1000;

interface Bucket {
  steps: number;
  lastStep: number;
  loss: number;
  error: number;
}

/**
 * Everything that the view draws, grown event by event. The training curve keeps at most a thousand points:
 * when it is full, neighbours are averaged and each further point stands for twice as many steps.
 */
export class RunHistoryBuilder {
  #history: RunHistory = { start: null, lastStep: null, lastEvaluation: null, bestError: null, notices: [] };
  #training: Bucket[] = [];
  #stepsPerPoint = 1;
  readonly #test: CurvePoint[] = [];

  get history(): RunHistory {
    return this.#history;
  }

  get training(): readonly CurvePoint[] {
    return this.#training.map((bucket) => ({
      step: bucket.lastStep,
      loss: bucket.loss / bucket.steps,
      error: bucket.error / bucket.steps,
    }));
  }

  get test(): readonly CurvePoint[] {
    return this.#test;
  }

  add(event: TrainingEvent): void {
    switch (event.event) {
      case 'start':
        this.#history = { ...this.#history, start: event };
        return;
      case 'step':
        this.#history = { ...this.#history, lastStep: event };
        this.#addStep(event);
        return;
      case 'evaluation':
        this.#addEvaluation(event);
        return;
      case 'notice':
        this.#history = { ...this.#history, notices: [...this.#history.notices, event.message] };
        return;
      case 'checkpoint':
      case 'end':
      case 'error':
        return;
    }
  }

  #addEvaluation(event: EvaluationEvent): void {
    const best = this.#history.bestError;
    this.#test.push({ step: event.step, loss: event.loss, error: event.error });
    this.#history = {
      ...this.#history,
      lastEvaluation: event,
      bestError: best === null ? event.error : Math.min(best, event.error),
    };
  }

  #addStep(event: StepEvent): void {
    const last = this.#training[this.#training.length - 1];
    if (last !== undefined && last.steps < this.#stepsPerPoint) {
      last.steps += 1;
      last.lastStep = event.step;
      last.loss += event.loss;
      last.error += 1 - event.accuracy;
      return;
    }
    if (this.#training.length >= MAX_TRAINING_POINTS) this.#halve();
    this.#training.push({ steps: 1, lastStep: event.step, loss: event.loss, error: 1 - event.accuracy });
  }

  #halve(): void {
    const halved: Bucket[] = [];
    for (let i = 0; i < this.#training.length; i += 2) {
      const pair = this.#training.slice(i, i + 2);
      halved.push({
        steps: pair.reduce((sum, bucket) => sum + bucket.steps, 0),
        lastStep: pair[pair.length - 1]?.lastStep ?? 0,
        loss: pair.reduce((sum, bucket) => sum + bucket.loss, 0),
        error: pair.reduce((sum, bucket) => sum + bucket.error, 0),
      });
    }
    this.#training = halved;
    this.#stepsPerPoint *= 2;
  }
}
