import type { Attribute } from '../language/attributeTable.ts';
import { KINDS } from '../language/kinds.ts';

/** An attribute of a kind, whatever names a text may hold (`constructor`, too, is only a word there). */
export function attributeOf(kind: string, name: string): Attribute<unknown> | undefined {
  const table = KINDS.get(kind)?.table;
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
