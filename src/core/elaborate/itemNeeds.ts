import { KINDS } from '../language/kinds.ts';
import type { SpecItem } from '../spec/item.ts';

/** True for an item that takes what stands above it. */
export function follows(item: SpecItem | undefined): boolean {
  if (item === undefined || item.from !== null) return false;
  return !(KINDS.get(item.kind)?.takesProducers === true && item.value?.type === 'sequence');
}

/** The items of a list that one of them names, and the one above it where it names none. */
export function itemNeeds(
  item: SpecItem,
  index: number,
  indexOf: (name: string) => number | undefined,
): number[] {
  if (follows(item)) return index > 0 ? [index - 1] : [];
  const producers = item.from ?? item.value;
  const nodes = producers?.type === 'sequence' ? producers.items : producers === null ? [] : [producers];
  return nodes.flatMap((node) => {
    const name =
      node.type === 'scalar' && typeof node.value === 'string' ? node.value.split('.')[0] : undefined;
    const found = name === undefined ? undefined : indexOf(name);
    return found === undefined ? [] : [found];
  });
}

/** Which of a list's items need, directly or through others, one of those that `isMeant` holds for. */
export function needing(
  count: number,
  needs: (index: number) => readonly number[],
  isMeant: (index: number) => boolean,
): ReadonlySet<number> {
  const users = new Map<number, number[]>();
  const found = new Set<number>();
  for (let index = 0; index < count; index++) {
    if (isMeant(index)) found.add(index);
    for (const need of needs(index)) {
      const known = users.get(need);
      if (known === undefined) users.set(need, [index]);
      else known.push(index);
    }
  }
  for (const index of found) for (const user of users.get(index) ?? []) found.add(user);
  return found;
}
