/** One line of the bench's table. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 'examples/s' | 'frames/s' | 'MiB';
  readonly p50: number;
  /** Null where one value is all there is. */
  readonly p95: number | null;
  readonly goal: Goal | null;
  readonly yardstick: Yardstick | null;
}

/** A limit on one of the figure's values. */
export interface Goal {
  readonly on: 'p50' | 'p95' | 'ratio';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Something that everyone can measure, in the same unit and the same run. */
export interface Yardstick {
  readonly name: string;
  readonly p50: number;
  /** Where both were measured in turn: how many times it, round by round. */
  readonly rounds?: Spread;
}

/** The median, and between which two four of five rounds lie. */
export interface Spread {
  readonly p50: number;
  readonly p10: number;
  readonly p90: number;
}

/** The share of sorted values below; 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

/** How many times the yardstick, in the median of the rounds where there are rounds; null without one. */
export function ratioOf({ p50, yardstick }: Figure): number | null {
  return yardstick === null ? null : (yardstick.rounds?.p50 ?? p50 / yardstick.p50);
}

/** How many times faster the first of each pair of times is than the second. */
export function spreadOf(times: readonly number[], others: readonly number[]): Spread {
  const ratios = times.map((time, round) => (others[round] ?? Number.NaN) / time);
  return { p50: percentile(ratios, 0.5), p10: percentile(ratios, 0.1), p90: percentile(ratios, 0.9) };
}

export function meetsGoal(figure: Figure): boolean | null {
  const { goal } = figure;
  if (goal === null) return null;
  const value = { p50: figure.p50, p95: figure.p95, ratio: ratioOf(figure) }[goal.on];
  if (value === null) return false;
  return value <= (goal.atMost ?? Number.POSITIVE_INFINITY) && value >= (goal.atLeast ?? 0);
}

/** Runs `work` after some rounds of warming up and gives the milliseconds of each round. */
export function timeRounds(rounds: number, work: (round: number) => void, warmUp = rounds / 10): number[] {
  for (let round = 0; round < warmUp; round++) work(round);
  return Array.from({ length: rounds }, (_, round) => {
    const start = performance.now();
    work(round);
    return performance.now() - start;
  });
}

/** A group's process prints this one line; `bench.ts` reads it. */
export function printFigures(figures: readonly Figure[]): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
