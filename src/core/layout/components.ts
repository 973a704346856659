import type { LayoutGraph } from './brick.ts';

export interface Component {
  readonly nodes: readonly number[];
  readonly links: readonly number[];
}

/** The parts that hang together. Links with an end outside `nodes` are left out. Order is kept. */
export function components(
  graph: LayoutGraph,
  nodes: readonly number[],
  links: readonly number[],
): readonly Component[] {
  const leader = new Map<number, number>(nodes.map((node) => [node, node]));
  const find = (node: number): number => {
    let at = node;
    for (let up = leader.get(at) ?? at; up !== at; up = leader.get(at) ?? at) at = up;
    leader.set(node, at);
    return at;
  };
  const inside = links.filter((link) => {
    const ends = graph.links[link];
    return ends !== undefined && leader.has(ends.from) && leader.has(ends.to);
  });
  for (const link of inside) {
    const ends = graph.links[link];
    if (ends !== undefined) leader.set(find(ends.to), find(ends.from));
  }
  const parts = new Map<number, { nodes: number[]; links: number[] }>();
  for (const node of nodes) {
    const part = parts.get(find(node)) ?? { nodes: [], links: [] };
    part.nodes.push(node);
    parts.set(find(node), part);
  }
  for (const link of inside) parts.get(find(graph.links[link]?.from ?? 0))?.links.push(link);
  return [...parts.values()];
}
