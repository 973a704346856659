import type { Analysis } from '../analyze.ts';
import { bodyUses } from '../explain/instances.ts';
import type { Body, ResidualGroup } from '../model/model.ts';
import { channelsOf, type MaybeShape } from '../model/shape.ts';

/** Numbers of channels that a layer at the offset may want to give, the likeliest first. */
export function channelsAround({ model }: Analysis, offset: number): number[] {
  if (model === null) return [];
  const found = new Set<number>();
  const add = (channels: number | null): void => {
    if (channels !== null && Number.isInteger(channels) && channels > 0) found.add(channels);
  };
  const bodies = bodyUses(model).map(({ body }) => body);
  for (const body of bodies)
    for (const residual of residualsAt(body, offset)) add(count(residual.residual.inputShape));
  for (const body of bodies) {
    const node = body.nodes.find(({ item }) => isIn(item, offset));
    if (node === undefined) continue;
    const incoming = count(node.inputShapes[0] ?? null);
    add(incoming);
    if (incoming !== null) {
      add(incoming * 2);
      add(incoming / 2);
    }
  }
  // What other layers give: an addition further on may want the same.
  for (const body of bodies) for (const node of body.nodes) add(count(node.output));
  return [...found];
}

/**
 * Whether a shortcut at the offset has two shapes to bring together: those of the residual or of the block's use that
 * holds the offset, or outside the layers (in the defaults, say) of any residual.
 */
export function isShapeKnown({ model, spec }: Analysis, offset: number): boolean {
  if (model === null) return false;
  const bodies = bodyUses(model).map(({ body }) => body);
  const around = bodies.flatMap((body) => residualsAt(body, offset).slice(0, 1));
  if (around.length > 0) return around.some(areSidesKnown);
  const uses = bodies.flatMap(({ nodes }) => nodes.filter(({ item }) => isIn(item, offset)));
  const isInLayers = [spec.layers, ...spec.blocks.map(({ layers }) => layers)].some((items) =>
    items.some((item) => isIn(item, offset)),
  );
  if (isInLayers)
    return uses.some(({ inputShapes, output }) => output !== null && !inputShapes.includes(null));
  return bodies.some(({ groups }) =>
    groups.some((group) => group.kind === 'residual' && areSidesKnown(group)),
  );
}

function areSidesKnown({ residual }: ResidualGroup): boolean {
  return residual.inputShape !== null && residual.branchShape !== null;
}

/** The innermost first. */
function residualsAt(body: Body, offset: number): ResidualGroup[] {
  return body.groups
    .filter((group): group is ResidualGroup => group.kind === 'residual' && isIn(group.item, offset))
    .reverse();
}

function isIn(
  {
    source,
    range,
  }: { readonly source: string; readonly range: { readonly start: number; readonly end: number } },
  offset: number,
): boolean {
  return source === 'file' && range.start <= offset && offset <= range.end;
}

function count(shape: MaybeShape): number | null {
  const channels = shape === null ? null : channelsOf(shape);
  return typeof channels === 'number' ? channels : null;
}
