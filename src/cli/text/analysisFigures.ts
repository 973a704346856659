import { formatShape, type MaybeShape } from '../../core/model/shape.ts';
import type { AnalyzeDocument } from '../../protocol/commandLine.ts';
import { formatBytes, formatFigure } from './quantities.ts';

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What exactly is counted. */
  readonly note: string;
}

/** The totals in words; the same ones for the terminal and for Markdown. */
export function totalFigures(totals: AnalyzeDocument['totals'], batch: number | null): Figure[] {
  const { trainable, nonTrainable, macs, flops, layers, activationBytes } = totals;
  const figures: Figure[] = [
    { name: 'layers', value: orUnknown(layers), note: 'convolutions and dense layers on the longest path' },
    { name: 'trainable parameters', value: orUnknown(trainable), note: 'weights, biases, γ and β' },
    { name: 'non-trainable', value: orUnknown(nonTrainable), note: 'running means and variances of norms' },
    {
      name: 'multiply-adds',
      value: orUnknown(macs),
      note: `one example; ${orUnknown(flops)} FLOPs where a multiply-add counts as two`,
    },
    {
      name: 'activations',
      value: activationBytes === null ? 'unknown' : formatBytes(activationBytes),
      note: "one example, float32, every op's output",
    },
  ];
  if (batch !== null) {
    const value = activationBytes === null ? 'unknown' : formatBytes(activationBytes * batch);
    figures.push({ name: '', value, note: `a batch of ${batch}` });
  }
  if ([trainable, nonTrainable, macs, flops].some((value) => value !== null && !Number.isSafeInteger(value)))
    figures.push({ name: '', value: '≈', note: 'rounded: beyond 2^53, where counts are not exact' });
  return figures;
}

function orUnknown(value: number | null): string {
  return value === null ? 'unknown' : formatFigure(value);
}

export function shapeText(shape: MaybeShape): string {
  return shape === null ? 'unknown' : formatShape(shape);
}

/** A figure of an op's row: nothing where there is nothing to count, so that the layers with weights stand out. */
export function cellCount(value: number): string {
  return value === 0 ? '' : formatFigure(value);
}
