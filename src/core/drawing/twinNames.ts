/** Before the id of what belongs to the plain net of a pair. No name has such a sign. */
const PLAIN = 'plain:';

export function plainId(id: string): string {
  return PLAIN + id;
}

/** What opens and closes a node: the same in both nets. */
export function toggleOf(id: string): string {
  return id.startsWith(PLAIN) ? id.slice(PLAIN.length) : id;
}
