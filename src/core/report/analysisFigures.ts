import type { MemoryFigures } from '../analysis/memory.ts';
import type { ModelFigures } from '../analysis/modelFigures.ts';
import type { Lengths, Paths } from '../analysis/paths.ts';
import type { ReceptiveField } from '../analysis/receptiveField.ts';
import type { Totals } from '../analysis/totals.ts';
import { formatMessage } from '../diagnostics/message.ts';
import { formatBytes } from '../model/formatBytes.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import { joinShape } from '../model/writtenShape.ts';
import { PAPER_PARTS, type PaperComparison } from '../paper/comparePaper.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import { isSymbolic, type Size } from '../symbolic/symbolicSize.ts';
import type { FoldedOp } from './foldedOps.ts';
import { countOf, formatShare, formatWhole } from './quantities.ts';

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What exactly is counted. */
  readonly note: string;
}

/** The totals in words; the same ones for the terminal and for Markdown. */
export function totalFigures(
  { totals, memory, paths }: ModelFigures,
  paper: PaperComparison | null,
): Figure[] {
  return [
    ...countFigures(totals),
    ...memoryFigures(totals, memory),
    ...(paths === null ? [] : [pathsFigure(paths)]),
    ...(paper === null ? [] : [paperFigure(paper)]),
  ];
}

function countFigures({ layers, trainable, nonTrainable, macs, flops }: Totals): Figure[] {
  return [
    { name: 'layers', value: formatExact(layers), note: 'convolutions and dense layers on the longest path' },
    { name: 'trainable parameters', value: formatExact(trainable), note: 'weights, biases, γ and β' },
    { name: 'non-trainable', value: formatExact(nonTrainable), note: 'running means and variances of norms' },
    {
      name: 'multiply-adds',
      value: formatExact(macs),
      note: isSymbolic(flops)
        ? 'one example; twice as many FLOPs where a multiply-add counts as two'
        : `one example; ${formatExact(flops)} FLOPs where a multiply-add counts as two`,
    },
  ];
}

function memoryFigures({ activationBytes }: Totals, memory: MemoryFigures): Figure[] {
  const { inferenceBatch, inferenceBytes, trainingBatch, trainingBytes } = memory;
  const { bytesMoved, arithmeticIntensity } = memory;
  return [
    { name: 'activations', value: bytes(activationBytes), note: "one example, float32, every op's output" },
    {
      name: 'memory at test',
      value: isSymbolic(trainingBytes ?? 0) ? 'depends on the size' : bytes(inferenceBytes),
      note: `${examples(inferenceBatch)}: parameters, statistics and the most that is held at once`,
    },
    {
      name: 'memory in training',
      value: bytes(trainingBytes),
      note: `${examples(trainingBatch)}: parameters, gradients, optimizer, statistics, every op's output`,
    },
    {
      name: 'FLOPs a byte',
      value: isSymbolic(bytesMoved ?? 0)
        ? 'depends on the size'
        : (arithmeticIntensity?.toFixed(1) ?? 'unknown'),
      note: isSymbolic(bytesMoved ?? 0)
        ? `${examples(inferenceBatch)}; of all bytes read and written, each op by itself`
        : `${examples(inferenceBatch)}; ${bytes(bytesMoved)} read and written, each op by itself`,
    },
  ];
}

function examples(batch: number): string {
  return batch === 1 ? 'one example' : `a batch of ${batch}`;
}

function bytes(size: Size | null): string {
  if (size === null) return 'unknown';
  return isSymbolic(size) ? `${formatExact(size)} bytes` : formatBytes(size);
}

function pathsFigure({ count, lengths }: Paths): Figure {
  return { name: 'paths', value: formatWhole(count), note: lengthsText(lengths) };
}

function lengthsText(lengths: Lengths | null): string {
  if (lengths === null) return 'too many to tell how many have each length';
  const { byLength, middle } = lengths;
  const most = byLength.length - 1;
  if (most === 0) return 'no residual on any';
  const upTo = `each through or past up to ${countOf(most, 'branch', 'branches')}`;
  if (middle.from === 0 && middle.to === most) return upTo;
  const range = middle.from === middle.to ? String(middle.from) : `${middle.from} to ${middle.to}`;
  return `${upTo}; ${formatShare(middle.share)} go through ${range}`;
}

function paperFigure(paper: PaperComparison): Figure {
  const { id, matches, differences, compared, notes } = paper;
  const agreement = compared.length === PAPER_PARTS.length ? 'agrees' : 'agrees in part';
  return {
    name: 'paper',
    value: matches ? agreement : 'differs',
    note: [`${id}:`, ...[...differences, ...notes].map((each) => formatMessage(each))].join(' '),
  };
}

/** What an op sees of the input: `11×11`, `≤ 20×20`, all of it; of equal repeats the first's and the last's. */
export function fieldText({ sees }: FoldedOp): string {
  return [...new Set(sees.map(oneField))].join(' – ');
}

function oneField(field: ReceptiveField): string {
  const size = field.isWholeInput ? 'all' : joinShape(field.size.map(formatExact));
  return field.isExact ? size : `≤ ${size}`;
}

export function shapeText(shape: MaybeShape): string {
  return shape === null ? 'unknown' : formatShape(shape);
}

/** A figure of an op's row: nothing where there is nothing to count, so that the layers with weights stand out. */
export function cellCount(value: Size): string {
  return value === 0 ? '' : formatExact(value);
}
