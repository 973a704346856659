import type { Trait } from './blockTraits.ts';
import type { ModelFacts } from './modelFacts.ts';

/** One id of `paper:`: a table of nets, and how the paper counts. */
export interface Paper {
  readonly id: string;
  /** "He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition". */
  readonly title: string;
  /** The number on arxiv.org. */
  readonly arxiv: string;
  /** The depths that it has, in its own words: "6n + 2: 20, 32, 44, 56, 110, 1202". */
  readonly depths: string;
  /** What it calls the depth of a net: "convolutions and dense layers on the longest path". */
  readonly depthRule: string;
  /** What its nets have beside the layers of the table. */
  readonly traits: readonly Trait[];
  depthOf(facts: ModelFacts): number;
  /** Its net of this depth; where it has several, the one that these facts fit best. */
  net(depth: number, facts: ModelFacts): PaperNet | null;
  /** The depth of its own that is nearest to one that it does not have. */
  nearestDepth(depth: number): number;
}

export interface PaperNet {
  /** "ResNet-50". */
  readonly name: string;
  /** False for a net that its rule makes and that the paper itself does not have. */
  readonly isListed: boolean;
  /** In the order of its table. */
  readonly stages: readonly PaperStage[];
  /** Null where the paper names none. */
  readonly parameters: PaperFigure | null;
  /** Multiply-adds of one example. */
  readonly macs: PaperFigure | null;
}

/** A row of the paper's table: what lies on the longest path. */
export interface PaperStage {
  readonly name: string;
  /** Height and width of its maps; null for the dense layer. */
  readonly size: number | null;
  readonly layers: readonly PaperLayer[];
}

export interface PaperLayer {
  /** Of the square kernel; null for a dense layer. */
  readonly kernel: number | null;
  /** Filters or units. */
  readonly filters: number;
  /** 1 unless said. */
  readonly groups?: number;
  /** Where this layer is what halves the map: in the stage's first block. */
  readonly stride?: number;
}

export interface PaperFigure {
  readonly value: number;
  /** By how much a figure that agrees may differ: 0 for one that is printed whole. */
  readonly tolerance: number;
  /** Where the figure stands: "Table 6". */
  readonly source: string;
}

export function agrees(found: number, { value, tolerance }: PaperFigure): boolean {
  return Math.abs(found - value) <= tolerance;
}
