import type { ModelNode } from '../model/model.ts';
import { differenceOf, type WeightDifference } from './weightDifference.ts';

/** Why there is nothing to compare with. */
export interface NoWeights {
  readonly type: 'not-there' | 'left-out' | 'inside-a-block' | 'not-earlier';
}

/** A node and the earlier one whose weights it can use, by their places among the nodes of the body. */
export interface WeightPair {
  readonly index: number;
  readonly other: number;
}

export interface WeightPairs {
  readonly type: 'pairs';
  readonly pairs: readonly WeightPair[];
}

/** The nodes of two items of one body, two by two; or why the first cannot use the weights of the second. */
export function weightPairs(
  path: string,
  otherPath: string,
  nodes: readonly ModelNode[],
): WeightPairs | WeightDifference | NoWeights {
  const own = nodesAt(path, nodes);
  const others = nodesAt(otherPath, nodes);
  const first = own.values().next().value;
  if (others.size === 0 || otherPath === path) return { type: 'not-there' };
  if ([...others.values()].some((index) => first !== undefined && index >= first))
    return { type: 'not-earlier' };
  if (others.size !== own.size) return { type: 'layers' };
  const pairs: WeightPair[] = [];
  for (const [suffix, index] of own) {
    const other = others.get(suffix);
    const [mine, theirs] = [nodes[index], nodes[other ?? -1]];
    if (mine === undefined) continue;
    if (other === undefined || theirs === undefined) return { type: 'layers' };
    const difference = differenceOf(mine, theirs);
    if (difference !== null) return difference;
    pairs.push({ index, other });
  }
  return { type: 'pairs', pairs };
}

/** The nodes of an item by what follows its path. */
export function nodesAt(path: string, nodes: readonly ModelNode[]): Map<string, number> {
  const found = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (node.path === path || node.path.startsWith(`${path}.`))
      found.set(node.path.slice(path.length), index);
  });
  return found;
}
