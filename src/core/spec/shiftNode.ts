import type { SpecNode, SpecScalar } from './node.ts';
import type { TextRange } from './textRange.ts';

/** The same node with every offset at or behind `from` moved by `distance`. */
export function shiftNode(node: SpecNode, distance: number, from: number): SpecNode {
  switch (node.type) {
    case 'scalar':
      return shiftScalar(node, distance, from);
    case 'sequence':
      return {
        type: 'sequence',
        start: shifted(node.start, distance, from),
        end: shifted(node.end, distance, from),
        items: node.items.map((item) => shiftNode(item, distance, from)),
      };
    case 'map':
      return {
        type: 'map',
        start: shifted(node.start, distance, from),
        end: shifted(node.end, distance, from),
        pairs: node.pairs.map(({ key, value }) => ({
          key: shiftScalar(key, distance, from),
          value: shiftNode(value, distance, from),
        })),
      };
  }
}

export function shiftRange({ start, end }: TextRange, distance: number): TextRange {
  return { start: start + distance, end: end + distance };
}

function shiftScalar(node: SpecScalar, distance: number, from: number): SpecScalar {
  return {
    type: 'scalar',
    start: shifted(node.start, distance, from),
    end: shifted(node.end, distance, from),
    value: node.value,
    quoted: node.quoted,
  };
}

function shifted(offset: number, distance: number, from: number): number {
  return offset >= from ? offset + distance : offset;
}
