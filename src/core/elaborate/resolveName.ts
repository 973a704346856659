import type { ValueRef } from '../model/model.ts';
import type { BodyBuilder } from './bodyBuilder.ts';
import type { ItemValue, NameScope } from './listContext.ts';

export type Resolved =
  | (ItemValue & { readonly isLeftOut: boolean })
  | { readonly type: 'unknown' }
  | { readonly type: 'cycle' };

/** Looks a dotted name up: its first part from the list outward, the rest below what was found. */
export function resolveName(name: string, scope: NameScope | null, builder: BodyBuilder): Resolved {
  const [first = '', ...rest] = name.split('.');
  for (let at = scope; at !== null; at = at.parent) {
    const entry = at.find(first);
    if (entry === undefined) continue;
    const value = entry.force();
    const isLeftOut = entry.isLeftOut();
    if (rest.length === 0) return value === null ? { type: 'cycle' } : { ...value, isLeftOut };
    // Whatever is named within an item that is left out is left out with it.
    if (isLeftOut && value !== null) return { ...value, isLeftOut };
    const path = `${entry.path}.${rest.join('.')}`;
    const deeper = resolvePath(path, builder);
    if (deeper !== null) return { ...deeper, isLeftOut: builder.leftOut.has(path) };
    return { type: value === null ? 'cycle' : 'unknown' };
  }
  return { type: 'unknown' };
}

/** A value by its full path within the body, into the blocks that the body uses. */
export function resolvePath(path: string, builder: BodyBuilder): ItemValue | null {
  const own = builder.valueAt(path);
  if (own !== undefined) return { type: 'value', value: own };
  const parts = path.split('.');
  for (let length = parts.length - 1; length > 0; length--) {
    const prefix = parts.slice(0, length).join('.');
    const call = builder.valueAt(prefix);
    if (call === undefined || call.ref.kind !== 'node') continue;
    const [index] = call.ref.path;
    const node = builder.nodes[index];
    const instance = builder.instances.get(index);
    if (node?.path !== prefix || instance === undefined) continue;
    const found = instance.resolve(parts.slice(length).join('.'));
    if (found?.type !== 'value') return null;
    const inner = found.value;
    const ref: ValueRef | undefined =
      inner.ref.kind === 'node' ? { kind: 'node', path: [index, ...inner.ref.path] } : node.inputs[0];
    return ref === undefined
      ? null
      : { type: 'value', value: { ref, shape: inner.shape, place: call.place } };
  }
  return null;
}
