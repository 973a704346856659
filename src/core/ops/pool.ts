import { message } from '../diagnostics/message.ts';
import { optional, required } from '../language/attributeTable.ts';
import { type AttributeType, pair, word } from '../language/attributeType.ts';
import { padding } from '../language/opTypes.ts';
import type { Pair, PoolAttributes } from '../model/op.ts';
import { defineItem, FREE, ONE_PRODUCER, type OpDefinition, type ShapeProblem } from './opDefinition.ts';
import { requireMap } from './requireMap.ts';
import { fixedPads, inferWindow, type SlidingWindow } from './window.ts';

const strideType: AttributeType<Pair | null> = { ...pair(1), fallback: null };

export const poolItem = defineItem({
  op: 'pool',
  table: {
    type: required(word(['max', 'average', 'global_average', 'global_max']), 'What is kept of each window.'),
    size: optional(pair(1), [2, 2], 'Height and width of the window.'),
    stride: optional(strideType, null, 'Step of the window. Default: its size.'),
    padding: optional(padding, 'valid', 'Pixels around the map, which averages and maxima leave out.'),
    rounding: optional(
      word(['floor', 'ceil']),
      'floor',
      'What becomes of a last, partial window (Caffe: ceil).',
    ),
  },
  shorthand: 'type',
  producers: ONE_PRODUCER,
  toAttributes: (values): PoolAttributes =>
    values.type === 'global_average' || values.type === 'global_max'
      ? { type: values.type }
      : {
          type: values.type,
          size: values.size,
          stride: values.stride ?? values.size,
          padding: values.padding,
          rounding: values.rounding,
        },
});

/** A window that lies in the padding alone has neither a largest element nor a mean. */
function coversPixels(window: SlidingWindow, problem: ShapeProblem): boolean {
  const pads = ([0, 1] as const).map((axis) => fixedPads(window, axis) ?? [0, 0]);
  const covers = pads.every((both, axis) => both.every((pad) => pad < (window.kernel[axis] ?? 1)));
  if (covers) return true;
  problem({
    code: 'spec.out-of-range',
    culprit: { type: 'attribute', name: 'padding' },
    message: message(
      'A {size} window would lie in the padding alone, where there is nothing to pool. Pad less than the window’s size.',
      { size: window.kernel.join('×') },
    ),
  });
  return false;
}

export const pool: OpDefinition<'pool'> = {
  kind: 'pool',
  infer(attributes, [input], problem) {
    const map = requireMap(input, 'pool', problem);
    if (map === null) return null;
    if (!('size' in attributes)) return [map[2]];
    const window = { ...attributes, kernel: attributes.size, dilation: [1, 1] as const };
    if (!coversPixels(window, problem)) return null;
    const size = inferWindow(window, map[0], map[1], 'size', problem, attributes.rounding);
    return size === null ? null : [...size, map[2]];
  },
  cost: () => FREE,
};
