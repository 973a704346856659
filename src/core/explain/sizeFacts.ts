import { type Message, message } from '../diagnostics/message.ts';
import type { Op, Padding, Pair } from '../model/op.ts';
import { channelsOf, elementsOf, isMap, type Shape } from '../model/shape.ts';
import type { SlidingWindow } from '../ops/window.ts';
import { bracketed, formatExact } from '../symbolic/formatSize.ts';
import { addSizes, timesInteger } from '../symbolic/symbolicSize.ts';
import { bothAxes, transposedArithmetic } from './windowArithmetic.ts';

const AXES = {
  both: 'Height and width: {formula}',
  height: 'Height: {formula}',
  width: 'Width: {formula}',
} as const;

/** What an op does to the size of a map, with the numbers put in. */
export function sizeFacts(op: Op, input: Shape): Message[] {
  if (!isMap(input)) return [];
  switch (op.kind) {
    case 'conv':
    case 'depthwise_conv':
      return [
        ...axisFacts(op.attributes, input, 'floor'),
        ...paddingFacts(op.attributes.padding, op.attributes.stride),
      ];
    case 'conv_transpose':
      return transposedArithmetic(op.attributes, input).map(({ axes, formula }) =>
        message(AXES[axes], { formula }),
      );
    case 'pool': {
      if (!('size' in op.attributes)) return globalFacts(op.attributes.type, input);
      const { size, stride, padding, rounding } = op.attributes;
      return axisFacts({ kernel: size, stride, padding, dilation: [1, 1] }, input, rounding);
    }
    case 'flatten': {
      const product = input.map(bracketed).join('·');
      return [message('{product} = {units} values in a row', { product, units: elementsOf(input) })];
    }
    case 'upsample':
      return scaledFacts(op.attributes.size, input);
    case 'pad':
      return paddedFacts(op.attributes.size, input);
    default:
      return [];
  }
}

function axisFacts(window: SlidingWindow, input: Shape, rounding: 'floor' | 'ceil'): Message[] {
  const [height = 0, width = 0] = input;
  return bothAxes(window, height, width, rounding).map(({ axes, formula }) =>
    message(AXES[axes], { formula }),
  );
}

/** Why the pads are what they are, where that is not plain from the numbers. */
function paddingFacts(padding: Padding, stride: Pair): Message[] {
  if (padding !== 'same' || (stride[0] === 1 && stride[1] === 1)) return [];
  return [message('`padding: same` gives ⌈n/stride⌉; an odd pixel goes after the map.')];
}

function globalFacts(type: 'global_average' | 'global_max', input: Shape): Message[] {
  const [height = 0, width = 0] = input;
  const args = { channels: channelsOf(input), height: bracketed(height), width: bracketed(width) };
  return [
    type === 'global_average'
      ? message(
          'Each of the {channels} channels becomes one value: the average of its {height}·{width} pixels',
          args,
        )
      : message(
          'Each of the {channels} channels becomes one value: the largest of its {height}·{width} pixels',
          args,
        ),
  ];
}

function scaledFacts(size: Pair, input: Shape): Message[] {
  return (['height', 'width'] as const).map((axes, axis) => {
    const before = input[axis] ?? 0;
    const factor = size[axis] ?? 1;
    const formula = `${factor}·${bracketed(before)}`;
    const after = formatExact(timesInteger(before, factor));
    return message(AXES[axes], { formula: formula === after ? formula : `${formula} = ${after}` });
  });
}

function paddedFacts(
  [top, bottom, left, right]: readonly [number, number, number, number],
  input: Shape,
): Message[] {
  const ends = [
    [top, bottom],
    [left, right],
  ] as const;
  return (['height', 'width'] as const).map((axes, axis) => {
    const before = input[axis] ?? 0;
    const [first, last] = ends[axis] ?? [0, 0];
    const after = formatExact(addSizes(before, first + last));
    return message(AXES[axes], { formula: `${first} + ${bracketed(before)} + ${last} = ${after}` });
  });
}
