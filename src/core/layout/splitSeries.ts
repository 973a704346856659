import type { LayoutGraph } from './brick.ts';

/**
 * A connected part of the graph as a row of `cuts` (nodes that everything passes) with pieces between them:
 * `pieces[0]` stands before the first cut, `pieces[k]` behind cut k − 1; a piece may be empty. `arcs` are the
 * links that pass by whole pieces: identity shortcuts.
 */
export interface Series {
  readonly cuts: readonly number[];
  readonly pieces: readonly Piece[];
  readonly arcs: readonly number[];
}

export interface Piece {
  readonly nodes: readonly number[];
  /** Links inside it, and between it and its two cuts. */
  readonly links: readonly number[];
}

interface Numbered {
  readonly graph: LayoutGraph;
  readonly nodes: readonly number[];
  /** Node → its place in `nodes`. */
  readonly order: ReadonlyMap<number, number>;
}

export function splitSeries(graph: LayoutGraph, nodes: readonly number[], links: readonly number[]): Series {
  const numbered: Numbered = { graph, nodes, order: new Map(nodes.map((node, at) => [node, at])) };
  let arcs = findDetours(numbered, links);
  for (;;) {
    const straight = links.filter((link) => !arcs.has(link));
    const cuts = findCuts(numbered, straight);
    const kept = [...arcs].filter((link) => isDrawable(numbered, cuts, link));
    if (kept.length === arcs.size) return cutInPieces(numbered, cuts, links, arcs);
    arcs = new Set(kept);
  }
}

/** Links with a longer way around them, and the second of two links between the same nodes. */
function findDetours({ graph, nodes, order }: Numbered, links: readonly number[]): Set<number> {
  const next = new Map<number, Set<number>>(nodes.map((node) => [node, new Set<number>()]));
  const incoming = new Map<number, number>();
  const detours = new Set<number>();
  for (const link of links) {
    const ends = graph.links[link];
    const targets = ends && next.get(ends.from);
    if (ends === undefined || targets === undefined) continue;
    if (targets.has(ends.to)) detours.add(link);
    else incoming.set(ends.to, (incoming.get(ends.to) ?? 0) + 1);
    targets.add(ends.to);
  }
  const place = (node: number): number => order.get(node) ?? 0;
  const reaches = (from: number, to: number): boolean => {
    const seen = new Set<number>();
    const open = [...(next.get(from) ?? [])].filter((node) => node !== to);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) return true;
      if (seen.has(at) || place(at) > place(to)) continue;
      seen.add(at);
      open.push(...(next.get(at) ?? []));
    }
    return false;
  };
  for (const link of links) {
    const ends = graph.links[link];
    if (ends === undefined || detours.has(link)) continue;
    const mayPass = (next.get(ends.from)?.size ?? 0) > 1 && (incoming.get(ends.to) ?? 0) > 1;
    if (mayPass && reaches(ends.from, ends.to)) detours.add(link);
  }
  return detours;
}

/** Places of the nodes that no link passes by. */
function findCuts({ graph, nodes, order }: Numbered, links: readonly number[]): number[] {
  const farthest = nodes.map((_, at) => at);
  const hasInput = nodes.map(() => false);
  const hasOutput = nodes.map(() => false);
  for (const link of links) {
    const ends = graph.links[link];
    const from = ends && order.get(ends.from);
    const to = ends && order.get(ends.to);
    if (from === undefined || to === undefined) continue;
    farthest[from] = Math.max(farthest[from] ?? 0, to);
    hasInput[to] = true;
    hasOutput[from] = true;
  }
  const cuts: number[] = [];
  let reach = 0;
  nodes.forEach((_, at) => {
    if (reach <= at) cuts.push(at);
    reach = Math.max(reach, farthest[at] ?? at);
  });
  // A source or sink is no narrow place where it has others of its sort beside it.
  const [first, second = nodes.length] = cuts;
  if (first !== undefined && hasInput.slice(0, second).filter((has) => !has).length > 1) cuts.shift();
  const last = cuts[cuts.length - 1];
  const before = cuts[cuts.length - 2] ?? -1;
  if (last !== undefined && hasOutput.slice(before + 1).filter((has) => !has).length > 1) {
    if (hasOutput[last] === false) cuts.pop();
  }
  return cuts;
}

/** An arc must start and end at cuts, or lie within one piece, where it is looked at again. */
function isDrawable({ graph, order }: Numbered, cuts: readonly number[], link: number): boolean {
  const ends = graph.links[link];
  const from = (ends && order.get(ends.from)) ?? 0;
  const to = (ends && order.get(ends.to)) ?? 0;
  const before = lastUpTo(cuts, from);
  if (cuts[before] === from) return cuts[lastUpTo(cuts, to)] === to;
  const end = cuts[before + 1];
  return end === undefined || to < end;
}

/** Index of the last cut at or before a place, −1 where there is none. */
function lastUpTo(cuts: readonly number[], place: number): number {
  let low = -1;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cuts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function cutInPieces(
  { graph, nodes, order }: Numbered,
  cuts: readonly number[],
  links: readonly number[],
  detours: ReadonlySet<number>,
): Series {
  const pieces = Array.from({ length: cuts.length + 1 }, () => ({
    nodes: [] as number[],
    links: [] as number[],
  }));
  nodes.forEach((node, at) => {
    const before = lastUpTo(cuts, at);
    if (cuts[before] !== at) pieces[before + 1]?.nodes.push(node);
  });
  const arcs: number[] = [];
  for (const link of links) {
    const ends = graph.links[link];
    const from = (ends && order.get(ends.from)) ?? 0;
    const to = (ends && order.get(ends.to)) ?? 0;
    const before = lastUpTo(cuts, from);
    const piece = pieces[before + 1];
    // A dead end may stand between a cut and the next one, so not only detours pass something by.
    const passes = detours.has(link) || (cuts[before + 1] === to && (piece?.nodes.length ?? 0) > 0);
    if (cuts[before] === from && passes) arcs.push(link);
    else piece?.links.push(link);
  }
  return { cuts: cuts.map((at) => nodes[at] ?? 0), pieces, arcs };
}
