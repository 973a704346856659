import { message } from '../diagnostics/message.ts';
import { channelsOf, type Dim, type MaybeShape, type Shape } from '../model/shape.ts';
import { type Fit, fitShapes, restrictionsOf } from '../symbolic/fit.ts';
import { addSizes } from '../symbolic/symbolicSize.ts';
import type { ShapeProblem } from './opDefinition.ts';

/** The common shape of producers that are joined value by value; they never broadcast. */
export function inferSameShape(inputs: readonly Shape[], kind: string, problem: ShapeProblem): MaybeShape {
  const [first] = inputs;
  if (first === undefined) return null;
  const { at: other, fit } = worstFit(inputs, (shape) => fitShapes(shape, first));
  if (fit.type === 'always') return first;
  problem({
    code: 'shape.add-mismatch',
    ...restrictionsOf(fit),
    culprit: { type: 'producer', index: other },
    message: message('`{kind}` joins equal shapes, but this one is {found} and the first is {expected}.', {
      kind,
      found: inputs[other] ?? [],
      expected: first,
    }),
    relatedProducers: [0],
  });
  return fit.type === 'never' ? null : first;
}

/** The first input that never fits, else the first that fits for some values of the symbols only. */
function worstFit(inputs: readonly Shape[], fitOf: (shape: Shape) => Fit): { at: number; fit: Fit } {
  const fits = inputs.map((shape, at) => ({ at, fit: fitOf(shape) }));
  const worst = (type: Fit['type']) => fits.find(({ fit }) => fit.type === type);
  return worst('never') ?? worst('sometimes') ?? { at: 0, fit: { type: 'always' } };
}

/** Channels one after the other; height and width must agree. Vectors are joined to a longer one. */
export function inferConcat(inputs: readonly Shape[], problem: ShapeProblem): MaybeShape {
  const [first] = inputs;
  if (first === undefined) return null;
  const { at: other, fit } = worstFit(inputs, (shape) => fitShapes(shape, first, first.length - 1));
  const channels = inputs.map(channelsOf).reduce<Dim>(addSizes, 0);
  const joined = [...first.slice(0, -1), channels];
  if (fit.type === 'always') return joined;
  problem({
    code: 'shape.concat-mismatch',
    ...restrictionsOf(fit),
    culprit: { type: 'producer', index: other },
    message: message(
      '`concat` joins maps of the same height and width, but this one is {found} and the first is {expected}.',
      { found: inputs[other] ?? [], expected: first },
    ),
    relatedProducers: [0],
  });
  return fit.type === 'never' ? null : joined;
}
