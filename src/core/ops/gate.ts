import { message } from '../diagnostics/message.ts';
import { isVector } from '../model/shape.ts';
import { fitShapes, restrictionsOf } from '../symbolic/fit.ts';
import { defineItem, FREE, type OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';

export const gateItem = defineItem({
  op: 'gate',
  table: {},
  shorthand: null,
  producers: { min: 2, max: 2 },
  toAttributes: () => ({}),
});

/** Multiplies each channel of a map by a vector, or each pixel by a one-channel map. */
export const gate: OpDefinition<'gate'> = {
  kind: 'gate',
  infer(_attributes, [input, factor], problem) {
    const map = requireMap(input, 'gate', problem, { type: 'producer', index: 0 });
    if (map === null || factor === undefined) return null;
    const expected = isVector(factor) ? [map[2]] : [map[0], map[1], 1];
    const fit = fitShapes(factor, expected);
    if (fit.type === 'always') return map;
    problem({
      code: 'shape.add-mismatch',
      ...restrictionsOf(fit),
      culprit: { type: 'producer', index: 1 },
      message: message(
        '`gate` multiplies a {map} map by a vector of {channels} or by a {height}×{width}×1 map, and this is {found}.',
        { map, channels: map[2], height: map[0], width: map[1], found: factor },
      ),
      relatedProducers: [0],
    });
    return fit.type === 'never' ? null : map;
  },
  cost: () => FREE,
};
