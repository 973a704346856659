import type { InitialValue } from '../ops/opImplementation.ts';
import { randomFrom, seedOf } from '../randomness/randomFrom.ts';

/** The numbers that a variable starts with; they follow from the run's seed and the variable's name. */
export function initialValues(
  initial: InitialValue,
  size: number,
  runSeed: number,
  name: string,
): Float32Array {
  const values = new Float32Array(size);
  if (initial.type === 'constant') return values.fill(initial.value);
  const { init, fanIn, fanOut } = initial;
  const deviation = init.gain * standardDeviation(init.type, fanIn, fanOut);
  const random = randomFrom(seedOf(runSeed, name));
  if (init.type.endsWith('_uniform')) {
    // A uniform distribution over ±l has the standard deviation l/√3.
    const limit = deviation * Math.sqrt(3);
    for (let i = 0; i < size; i++) values[i] = (2 * random() - 1) * limit;
    return values;
  }
  for (let i = 0; i < size; i += 2) {
    // Box and Muller's pair of normal numbers, not truncated, so the variance is exact.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    values[i] = radius * Math.cos(angle);
    if (i + 1 < size) values[i + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** He et al. 1502.01852 (2/fan in), Glorot and Bengio 2010 (2/(fan in + fan out)), LeCun 1998 (1/fan in). */
function standardDeviation(type: string, fanIn: number, fanOut: number): number {
  if (type.startsWith('he_')) return Math.sqrt(2 / fanIn);
  if (type.startsWith('glorot_')) return Math.sqrt(2 / (fanIn + fanOut));
  if (type.startsWith('lecun_')) return Math.sqrt(1 / fanIn);
  return 0;
}
