import type { SpecNode } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';

/** A step from a node to one of its pairs or items, by their numbers from 0. */
export type PiecePath = readonly number[];

/** How many trials there are at most: each reads the whole text anew. */
const MOST_TRIALS = 60;

/**
 * The smallest pieces that have to stay as they are written so that the rest can be formatted, found by halving.
 * `isSafe` says whether a text can be formatted with these pieces kept. Null where not even the sections can be told apart.
 */
export function findKeptPieces(
  root: SpecNode,
  text: string,
  isSafe: (kept: readonly PiecePath[]) => boolean,
): readonly PiecePath[] | null {
  let trials = 0;
  const isAllowed = (kept: readonly PiecePath[]): boolean => ++trials <= MOST_TRIALS && isSafe(kept);
  const narrow = (path: PiecePath, others: readonly PiecePath[]): readonly PiecePath[] => {
    const children = piecesWithin(root, path, text);
    if (children.length === 0 || !isAllowed([...others, ...children])) return [path];
    const release = (group: readonly PiecePath[], rest: readonly PiecePath[]): readonly PiecePath[] => {
      if (isAllowed(rest)) return [];
      const [only] = group;
      if (group.length === 1 && only !== undefined) return narrow(only, rest);
      const half = Math.ceil(group.length / 2);
      const [left, right] = [group.slice(0, half), group.slice(half)];
      const keptLeft = release(left, [...rest, ...right]);
      return [...keptLeft, ...release(right, [...rest, ...keptLeft])];
    };
    return release(children, others);
  };
  const kept = narrow([], []);
  return kept.some((path) => path.length === 0) ? null : kept;
}

/** Where a piece stands: a pair with its key, or an item without its dash; with the blank lines below, which can belong to a text. */
export function pieceRange(root: SpecNode, path: PiecePath, text: string): TextRange {
  const [last] = path.slice(-1);
  const outer = nodeAt(root, path.slice(0, -1));
  const pair = outer?.type === 'map' ? outer.pairs[last ?? -1] : undefined;
  const node = nodeAt(root, path) ?? root;
  const end = pair === undefined ? node.end : Math.max(pair.key.end, pair.value.end);
  const blanks = /^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0].length ?? 1;
  return { start: pair?.key.start ?? node.start, end: end + blanks - 1 };
}

/** What is written in brackets is one piece, and so is what an alias stands for. */
function piecesWithin(root: SpecNode, path: PiecePath, text: string): PiecePath[] {
  const node = nodeAt(root, path);
  if (node === null || node.type === 'scalar' || /[[{]/.test(text.charAt(node.start))) return [];
  const { start, end } = path.length === 0 ? root : pieceRange(root, path, text);
  if (node.start < start || node.end > end) return [];
  const count = node.type === 'map' ? node.pairs.length : node.items.length;
  return Array.from({ length: count }, (_, i) => [...path, i]);
}

function nodeAt(root: SpecNode, path: PiecePath): SpecNode | null {
  return path.reduce<SpecNode | null>((node, step) => {
    if (node?.type === 'map') return node.pairs[step]?.value ?? null;
    return node?.type === 'sequence' ? (node.items[step] ?? null) : null;
  }, root);
}
