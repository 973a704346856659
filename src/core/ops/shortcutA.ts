import { ceilDivide } from '../symbolic/symbolicSize.ts';
import { FREE, type OpDefinition } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';

/**
 * Option A of the paper: every stride-th pixel of the input, zero channels appended. No parameter, no
 * multiply-add. It has no item of its own: a residual puts it in.
 */
export const shortcutA: OpDefinition<'shortcut_a'> = {
  kind: 'shortcut_a',
  infer({ stride, channels }, [input], problem) {
    const map = requireMap(input, 'shortcut: A', problem);
    return map === null ? null : [ceilDivide(map[0], stride[0]), ceilDivide(map[1], stride[1]), channels];
  },
  cost: () => FREE,
};
