import type { Report } from '../language/problem.ts';
import type { Scope } from '../language/scope.ts';
import type { SpecItem } from '../spec/item.ts';
import type { SpecNode } from '../spec/node.ts';
import type { SpecBlock } from '../spec/spec.ts';
import type { BlockInstance } from './blockInstance.ts';
import type { BlockText } from './blockText.ts';
import type { BodyBuilder } from './bodyBuilder.ts';
import type { BuiltItems } from './builtItems.ts';
import type { Defaults } from './defaults.ts';

/** More ops than any net that a person designs; beyond it nothing is built. */
export const MAX_OPS = 100_000;
/** Blocks within blocks within blocks. */
export const MAX_BLOCK_DEPTH = 40;
/** Uses of blocks that differ; each takes as long as writing its block out. */
export const MAX_INSTANCES = 5_000;

/** What holds for the whole analysis of one text. */
export interface FileContext {
  readonly blocks: ReadonlyMap<string, SpecBlock>;
  readonly texts: ReadonlyMap<SpecBlock, BlockText>;
  /** Blocks whose text leads back to themselves. */
  readonly recursive: ReadonlySet<SpecBlock>;
  readonly defaults: Defaults;
  readonly instances: Map<string, BlockInstance>;
  /** Blocks that were used at least once; the others are checked for form only. */
  readonly used: Set<SpecBlock>;
  /** Layer lists are read once, however often they are elaborated. */
  readonly lists: Map<SpecNode, readonly SpecItem[]>;
  readonly limits: Limits;
  /** Every residual is taken as plain. */
  readonly withoutShortcuts: boolean;
  /** Null where the file's list is not read item by item. */
  readonly built: BuiltItems | null;
}

export interface Limits {
  /** Nodes built so far, in all bodies together. */
  nodes: number;
  /** How many blocks are being elaborated within each other. */
  depth: number;
  /** How many items are being elaborated within each other. */
  nested: number;
  /** How many more names are searched for one that a wrong name may have meant: the search takes time. */
  guesses: number;
  /** Mistakes reported so far. */
  problems: number;
  /** How often a name was looked up in the file's own list. */
  lookups: number;
}

/** What holds for one body: the file's layers or one instance of a block. */
export interface BodyContext {
  readonly file: FileContext;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  /** The block's own defaults, weaker than the file's; empty for the file. */
  readonly defaults: Defaults;
  readonly report: Report;
  /** False for the file's own layers. */
  readonly isBlock: boolean;
  /** Set when a name could not be resolved: what then seems unused is a consequence. */
  readonly state: { hasReferenceMistake: boolean; isTooLarge: boolean };
}
