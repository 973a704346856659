import { describe, expect, it } from 'vitest';
import { formatShape, type Shape } from '../../../src/core/model/shape.ts';
import { joinShape, type WrittenShape } from '../../../src/core/model/writtenShape.ts';
import {
  addSizes,
  atLeastOne,
  ceilDivide,
  floorDivide,
  multiplySizes,
  symbolSize,
  timesInteger,
} from '../../../src/core/symbolic/symbolicSize.ts';

const [H, W] = [symbolSize('H'), symbolSize('W')];

describe('a shape', () => {
  it.each<[string, Shape]>([
    ['32×32×16', [32, 32, 16]],
    ['H×W×3', [H, W, 3]],
    ['10', [10]],
    ['(H + 1)×(W − 4)×16', [addSizes(H, 1), addSizes(W, -4), 16]],
    ['(H + W)×1×1', [addSizes(H, W), 1, 1]],
    // A number before a factor, and what stands in brackets already, cannot be taken for anything else.
    ['2·H×⌈W/2⌉×3', [timesInteger(H, 2), ceilDivide(W, 2), 3]],
    ['⌊(H + 1)/4⌋×1,024·W×3', [floorDivide(addSizes(H, 1), 4), timesInteger(W, 1024), 3]],
    ['(⌈H/2⌉ + 1)×(2·W + 1)×3', [addSizes(ceilDivide(H, 2), 1), addSizes(timesInteger(W, 2), 1), 3]],
    ['(H·W)×(16·H·W)×3', [multiplySizes(H, W), timesInteger(multiplySizes(H, W), 16), 3]],
    ['max(1, H − 9)×W×3', [atLeastOne(addSizes(H, -9)), W, 3]],
    ['(−H)×W×3', [timesInteger(H, -1), W, 3]],
  ])('reads %s', (text, shape) => {
    expect(formatShape(shape)).toBe(text);
  });

  it.each<[string, WrittenShape]>([
    ['32x32x16', [32, 32, 16]],
    ['(H + 1)xWx16', ['H + 1', 'W', 16]],
    ['(x)x(max_x)x3', ['x', 'max_x', 3]],
  ])('with the letter x for the sign reads %s', (text, shape) => {
    expect(joinShape(shape, 'x')).toBe(text);
  });
});
