import type { BodyUse } from '../analysis/receptiveField.ts';
import type { ScopeLayout } from '../layout/layoutScope.ts';
import type { Part, Scope } from './scope.ts';

/** One use of a scope: what is shared gets a place and full names. */
export interface PlacedScope {
  readonly scope: Scope;
  readonly layout: ScopeLayout;
  /** The use of the block that the scope shows; null for what is gone from the model. */
  readonly use: BodyUse | null;
  readonly prefix: string;
  /** The place of the point where the scope's line arrives. */
  readonly x: number;
  readonly y: number;
}

/** The scope inside a part with its place; for a part that is not open the place alone, in the same scope. */
export function insideOf(placed: PlacedScope, part: number): PlacedScope | null {
  const place = placed.layout.placeOf(part);
  if (place === null) return null;
  const x = placed.x + place.x;
  const y = placed.y + place.y;
  const inside = placed.scope.parts[part]?.inside ?? null;
  const layout = placed.layout.parts[part]?.inside ?? null;
  if (inside === null || layout === null) return { ...placed, x, y };
  return {
    scope: inside.scope,
    layout,
    use: useInside(placed.use, placed.scope.parts[part]),
    prefix: placed.prefix + inside.prefix,
    x,
    y,
  };
}

/** An open stage shows nodes of the body that it stands in. */
function useInside(use: BodyUse | null, part: Part | undefined): BodyUse | null {
  if (use === null || part === undefined || part.firstNode < 0) return null;
  return part.kind === 'block' ? use.inside(part.firstNode) : use;
}
