import type { Analysis } from '../analyze.ts';
import type { Model } from '../model/model.ts';
import { formatShape, type MaybeShape } from '../model/shape.ts';
import type { SpecItem } from '../spec/item.ts';
import { bodyUses } from './instances.ts';
import { allItems } from './itemTree.ts';

export interface ShapeHint {
  /** Behind the item's first line, as far as it is the item's. */
  readonly offset: number;
  /** `32×32×16`; several where a block is used with several shapes. */
  readonly shapes: readonly string[];
}

/** The output shape of every layer that the file writes, where one is known. */
export function shapeHints(analysis: Analysis): ShapeHint[] {
  const { model, spec, text } = analysis;
  if (model === null) return [];
  const outputs = outputShapes(model);
  return allItems(spec).flatMap((item): ShapeHint[] => {
    const shapes = outputs.get(item.kindRange.start);
    if (shapes === undefined || shapes.size === 0) return [];
    return [{ offset: hintOffset(item, text), shapes: [...shapes] }];
  });
}

/** The shapes that the items of the file give, by the place of their kind. */
function outputShapes(model: Model): Map<number, Set<string>> {
  const shapes = new Map<number, Set<string>>();
  for (const { body } of bodyUses(model)) {
    const last = new Map<number, MaybeShape>();
    for (const node of body.nodes) {
      if (node.item.source === 'file') last.set(node.item.kindRange.start, node.output);
    }
    for (const [place, shape] of last) {
      const known = shapes.get(place) ?? new Set<string>();
      shapes.set(place, known);
      if (shape !== null) known.add(formatShape(shape));
    }
  }
  return shapes;
}

/** Behind the value where it ends on the line of its kind, else behind the kind's colon. */
function hintOffset(item: SpecItem, text: string): number {
  const end = item.value?.end ?? item.kindRange.end;
  if (!/[\r\n]/.test(text.slice(item.kindRange.start, end))) return end;
  const colon = text.slice(item.kindRange.end, item.kindRange.end + 20).indexOf(':');
  return item.kindRange.end + (colon < 0 ? 0 : colon + 1);
}
