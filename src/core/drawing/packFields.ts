import type { BodyUse, ReceptiveField } from '../analysis/receptiveField.ts';
import { writtenSize } from '../model/writtenSize.ts';
import type { DrawnField } from './drawing.ts';
import type { PackedNet } from './packedDrawing.ts';
import type { Part, Scope } from './scope.ts';

/** What each node of the drawing sees of the input, in the drawing's order: it grows from block to block. */
export function packFields(scope: Scope, use: BodyUse): Pick<PackedNet, 'fields' | 'fieldOf'> {
  const fields: DrawnField[] = [];
  const fieldOf: number[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (field: ReceptiveField): number => {
    const { isExact, isWholeInput } = field;
    const size = [writtenSize(field.size[0]), writtenSize(field.size[1])] as const;
    const key = `${size[0]} ${size[1]} ${isExact} ${isWholeInput}`;
    const known = numbers.get(key) ?? fields.length;
    if (known < fields.length) return known;
    fields.push({ size, isExact, isWholeInput });
    numbers.set(key, known);
    return known;
  };
  const visit = (shown: Scope, seen: BodyUse | null): void => {
    for (const part of shown.parts) {
      const field = seen === null || part.outputNode < 0 ? null : seen.fieldOf(part.outputNode);
      fieldOf.push(field === null ? -1 : numberOf(field));
      if (part.inside !== null) visit(part.inside.scope, useInside(seen, part));
    }
  };
  visit(scope, use);
  return { fields, fieldOf };
}

/** An open stage shows nodes of the body that it stands in; what is gone from the model is no use of a body. */
function useInside(use: BodyUse | null, part: Part): BodyUse | null {
  if (use === null || part.firstNode < 0) return null;
  return part.kind === 'block' ? use.inside(part.firstNode) : use;
}
