import { message } from '../diagnostics/message.ts';
import { fitAll, restrictionsOf } from '../symbolic/fit.ts';
import { addSizes, ceilDivide, timesInteger } from '../symbolic/symbolicSize.ts';
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
    if (map === null) return null;
    // Zeros are added, no channel is taken away.
    const fit = fitAll([{ type: 'atLeast', size: addSizes(timesInteger(map[2], -1), channels), minimum: 0 }]);
    if (fit.type !== 'always') {
      problem({
        code: 'shape.residual-mismatch',
        ...restrictionsOf(fit),
        culprit: { type: 'item' },
        message: message('Option A cannot make {channels} channels of {incoming}: it only adds zeros.', {
          channels,
          incoming: map[2],
        }),
      });
      if (fit.type === 'never') return null;
    }
    return [ceilDivide(map[0], stride[0]), ceilDivide(map[1], stride[1]), channels];
  },
  cost: () => FREE,
};
