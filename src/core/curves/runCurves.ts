/** One point of a curve. Losses and errors are means; errors are shares, 0 to 1. */
export interface CurvePoint {
  readonly step: number;
  /** Spent training by then, earlier parts of a resumed run included. */
  readonly seconds: number;
  readonly loss: number;
  readonly error: number;
  /** How many steps it is the mean of; 1 for a test. */
  readonly steps: number;
}

export interface RunCurves {
  readonly training: readonly CurvePoint[];
  readonly test: readonly CurvePoint[];
  /** Null before the run has told. */
  readonly stepsPerEpoch: number | null;
}

/** A line of `metrics.ndjson`; those of other kinds than below say nothing about curves. */
export interface RunEvent {
  readonly event: string;
}

export interface StepFigures extends RunEvent {
  readonly step: number;
  readonly seconds: number;
  readonly loss: number;
  readonly accuracy: number;
}

export interface TestFigures extends RunEvent {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly error: number;
}

export function isStart(event: RunEvent): event is RunEvent & { readonly stepsPerEpoch: number } {
  return event.event === 'start';
}

export function isStep(event: RunEvent): event is StepFigures {
  return event.event === 'step';
}

export function isTest(event: RunEvent): event is TestFigures {
  return event.event === 'evaluation';
}

/** So that a long run stays drawable. */
const MAX_TRAINING_POINTS = 1000;

/**
 * The curves of a run, grown event by event. The training curve keeps at most a thousand points: when it is full,
 * neighbours are averaged and each further point stands for twice as many steps.
 */
export class RunCurvesBuilder implements RunCurves {
  readonly test: CurvePoint[] = [];
  #training: CurvePoint[] = [];
  #stepsPerPoint = 1;
  #stepsPerEpoch: number | null = null;
  #seconds = 0;

  get training(): readonly CurvePoint[] {
    return this.#training;
  }

  get stepsPerEpoch(): number | null {
    return this.#stepsPerEpoch;
  }

  add(event: RunEvent): void {
    if (isStart(event)) this.#stepsPerEpoch = event.stepsPerEpoch;
    else if (isStep(event)) this.#addStep(event);
    else if (isTest(event)) {
      const { step, loss, error } = event;
      this.test.push({ step, seconds: this.#seconds, loss, error, steps: 1 });
    }
  }

  #addStep({ step, seconds, loss, accuracy }: StepFigures): void {
    this.#seconds = seconds;
    const point = { step, seconds, loss, error: 1 - accuracy, steps: 1 };
    const last = this.#training.at(-1);
    if (last !== undefined && last.steps < this.#stepsPerPoint) {
      this.#training[this.#training.length - 1] = mean(last, point);
      return;
    }
    if (this.#training.length >= MAX_TRAINING_POINTS) this.#halve();
    this.#training.push(point);
  }

  #halve(): void {
    const halved: CurvePoint[] = [];
    for (let at = 0; at < this.#training.length; at += 2) {
      const [first, second] = this.#training.slice(at, at + 2);
      if (first !== undefined) halved.push(second === undefined ? first : mean(first, second));
    }
    this.#training = halved;
    this.#stepsPerPoint *= 2;
  }
}

/** One point for two, where the later one stands. */
function mean(a: CurvePoint, b: CurvePoint): CurvePoint {
  const steps = a.steps + b.steps;
  const of = (x: number, y: number): number => (x * a.steps + y * b.steps) / steps;
  return { step: b.step, seconds: b.seconds, loss: of(a.loss, b.loss), error: of(a.error, b.error), steps };
}
