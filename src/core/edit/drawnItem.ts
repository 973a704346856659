import type { Body, CallNode, Model } from '../model/model.ts';
import type { SpecItem } from '../spec/item.ts';

/** What a drawn node comes from. */
export interface DrawnItem {
  readonly item: SpecItem;
  /** The block in whose body it stands; null for the file's own layers. */
  readonly block: string | null;
  /** The innermost item of the file through which it got into the model, where it is not in the file itself. */
  readonly use: SpecItem | null;
}

/** The item behind a node's id, which is its path in the model. */
export function drawnItem({ body }: Model, id: string): DrawnItem | null {
  return within(body, id, null);
}

function within(body: Body, path: string, use: SpecItem | null): DrawnItem | null {
  const own =
    body.nodes.find((node) => node.path === path) ?? body.groups.find((group) => group.path === path);
  if (own !== undefined) return { item: own.item, block: body.block?.name ?? null, use };
  const call = body.nodes.find(
    (node): node is CallNode => node.type === 'call' && path.startsWith(`${node.path}.`),
  );
  if (call === undefined) return null;
  return within(call.body, path.slice(call.path.length + 1), call.item.source === 'file' ? call.item : use);
}
