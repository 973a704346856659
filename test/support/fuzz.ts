/** How far random properties look; `TEST_DEPTH` says so. */
type Depth = 'inner' | 'usual' | 'whole';

/** The inner loop looks at this part of what `npm test` does. */
const INNER_SHARE = 1 / 5;

/**
 * How many runs a property gets: all of them in `npm run fuzz`, a bounded number in `npm test`, some in the inner loop
 * (`npm run test:unit`).
 */
export function fuzzRuns(usual: number, whole = usual): number {
  const depth = testDepth();
  if (depth === 'whole') return whole;
  return depth === 'usual' ? usual : Math.ceil(usual * INNER_SHARE);
}

/** Each how-manieth of a list of cases is tried: every one in `npm run fuzz`. */
export function fuzzStep(usual: number): number {
  const depth = testDepth();
  if (depth === 'whole') return 1;
  return depth === 'usual' ? usual : Math.round(usual / INNER_SHARE);
}

/** A time-out for such a property. */
export function fuzzTimeoutMs(usual: number): number {
  return isFuzzing() ? 3 * 60 * 60 * 1000 : usual;
}

/** Whether each run looks somewhere else. */
export function isFuzzing(): boolean {
  return testDepth() === 'whole';
}

function testDepth(): Depth {
  const depth = process.env['TEST_DEPTH'] ?? 'inner';
  if (depth === 'inner' || depth === 'usual' || depth === 'whole') return depth;
  throw new Error(`TEST_DEPTH is "${depth}"; it can be inner, usual or whole.`);
}
