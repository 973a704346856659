/** Paths with numbers in a row as one: `conv2_x.2`, `conv2_x.3` and `conv2_x.4` as `conv2_x.2–4`. */
export function pathRanges(paths: readonly string[]): string[] {
  const ranges: { readonly path: string; readonly before: string; readonly first: number; last: number }[] =
    [];
  for (const path of paths) {
    const [, before = path, number = 'NaN'] = /^(.*\.)(\d+)$/.exec(path) ?? [];
    const at = Number(number);
    const open = ranges.at(-1);
    if (open !== undefined && open.before === before && open.last + 1 === at) open.last = at;
    else ranges.push({ path, before, first: at, last: at });
  }
  return ranges.map(({ path, first, last }) => (last > first ? `${path}–${last}` : path));
}

/** `conv3_x.2` of `conv3_x.2–18`: the first that a path stands for. */
export function firstPath(path: string): string {
  return path.replace(/–\d+/g, '');
}

/**
 * How many steps of a path lead to or into what `outer` names; 0 where it lies outside. Either may stand for
 * several: one of them is enough.
 */
export function stepsWithin(outer: string, path: string): number {
  const [around, steps] = [outer.split('.'), path.split('.')];
  return around.every((step, at) => areAlike(step, steps[at] ?? '')) ? around.length : 0;
}

function areAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one !== null && other !== null && one.first <= other.last && other.first <= one.last;
}

function rangeOf(step: string): { readonly first: number; readonly last: number } | null {
  const found = /^(\d+)(?:–(\d+))?$/.exec(step);
  if (found === null) return null;
  const first = Number(found[1]);
  return { first, last: Number(found[2] ?? first) };
}
