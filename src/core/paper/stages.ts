import type { PaperLayer, PaperStage } from './paper.ts';

/** What the papers' tables repeat. */
export interface StageRow {
  readonly name: string;
  readonly size: number;
  readonly width: number;
  readonly blocks: number;
  /** Of the first block. */
  readonly stride: number;
}

/** [3×3, width; 3×3, width] × blocks. */
export function basicStage({ name, size, width, blocks, stride }: StageRow): PaperStage {
  const layers = repeat(blocks, (isFirst): PaperLayer[] => [
    { kernel: 3, filters: width, stride: isFirst ? stride : 1 },
    { kernel: 3, filters: width, stride: 1 },
  ]);
  return { name, size, layers };
}

export interface Bottleneck {
  /** Of the 3×3 and of the block's output, in widths. */
  readonly inner?: number;
  readonly groups?: number;
  readonly expansion?: number;
  /** Which of the first two convolutions halves the map; null where the paper leaves it open. */
  readonly strideOn: 'first' | 'middle' | null;
}

/** [1×1, inner; 3×3, inner; 1×1, width·expansion] × blocks. */
export function bottleneckStage(
  { name, size, width, blocks, stride }: StageRow,
  { inner = width, groups = 1, expansion = 4, strideOn }: Bottleneck,
): PaperStage {
  const strideOf = (place: 'first' | 'middle', isFirst: boolean): Pick<PaperLayer, 'stride'> =>
    strideOn === null ? {} : { stride: isFirst && place === strideOn ? stride : 1 };
  const layers = repeat(blocks, (isFirst): PaperLayer[] => [
    { kernel: 1, filters: inner, ...strideOf('first', isFirst) },
    { kernel: 3, filters: inner, groups, ...strideOf('middle', isFirst) },
    { kernel: 1, filters: width * expansion },
  ]);
  return { name, size, layers };
}

export function denseStage(units: number): PaperStage {
  return { name: 'fc', size: null, layers: [{ kernel: null, filters: units }] };
}

function repeat(blocks: number, layersOf: (isFirst: boolean) => PaperLayer[]): PaperLayer[] {
  return Array.from({ length: blocks }, (_, at) => layersOf(at === 0)).flat();
}
