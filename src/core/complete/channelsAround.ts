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
