import type { PathStep } from '../complete/cursorPlace.ts';
import type { SpecNode, SpecPair } from '../spec/node.ts';
import type { TextRange } from '../spec/textRange.ts';

/** One node on the way from the root to a place of the text. */
export interface SyntaxStep {
  readonly node: SpecNode;
  /** The pair whose key or value comes next; null in a sequence and at the end. */
  readonly pair: SpecPair | null;
  /** The place in a sequence; -1 elsewhere. */
  readonly index: number;
  readonly isKey: boolean;
}

/** The nodes that hold the offset, from the root inwards. */
export function syntaxPath(root: SpecNode | null, offset: number): SyntaxStep[] {
  const steps: SyntaxStep[] = [];
  let node = root;
  while (node !== null) {
    const step = stepInto(node, offset);
    steps.push(step.step);
    node = step.next;
  }
  return steps;
}

function stepInto(node: SpecNode, offset: number): { step: SyntaxStep; next: SpecNode | null } {
  if (node.type === 'map') {
    for (const pair of node.pairs) {
      if (contains(pair.key, offset)) return { step: { node, pair, index: -1, isKey: true }, next: null };
      if (contains(pair.value, offset))
        return { step: { node, pair, index: -1, isKey: false }, next: pair.value };
    }
  }
  if (node.type === 'sequence') {
    const index = node.items.findIndex((item) => contains(item, offset));
    const next = node.items[index] ?? null;
    return { step: { node, pair: null, index, isKey: false }, next };
  }
  return { step: { node, pair: null, index: -1, isKey: false }, next: null };
}

/** A place right behind the last character counts, as the caret of an editor does. */
export function contains(range: TextRange, offset: number): boolean {
  return offset >= range.start && offset <= range.end && range.end > range.start;
}

/** The steps into the document, up to the pair or entry at the offset. */
export function pathOf(steps: readonly SyntaxStep[]): PathStep[] {
  return steps.flatMap((step): PathStep[] => {
    if (step.pair !== null) return [String(step.pair.key.value)];
    return step.index < 0 ? [] : [step.index];
  });
}
