import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import { nodesAt, weightPairs } from '../elaborate/weightPairs.ts';
import { type ItemInstance, instancesOf } from '../explain/instances.ts';
import { allItems } from '../explain/itemTree.ts';
import type { Body, Group } from '../model/model.ts';
import { sumCosts } from '../model/sumCosts.ts';
import type { SpecItem } from '../spec/item.ts';
import { formatExact } from '../symbolic/formatSize.ts';
import type { Size } from '../symbolic/symbolicSize.ts';
import type { Offer } from './completion.ts';

const MOST_OFFERS = 50;

/** An earlier item whose weights the item at the cursor can use. */
interface Owner {
  /** As the item at the cursor would write it. */
  readonly name: string;
  readonly parameters: Size;
}

/**
 * For `weights`: the earlier layers of the same kind that have the same attributes and input channels, in every use of
 * the block that holds them; the nearest first. Nothing where none fits or nothing is known.
 */
export function weightOffers(analysis: Analysis, offset: number): Offer[] {
  const { model, spec } = analysis;
  const item = allItems(spec).findLast(
    ({ range }) => range.start <= offset && offset <= endOf(range, analysis),
  );
  if (model === null || item === undefined) return [];
  const [first, ...others] = instancesOf(model, item);
  if (first === undefined) return [];
  const everywhere = others.map((instance) => new Set(ownersFor(instance).map(({ name }) => name)));
  return ownersFor(first)
    .filter(({ name }) => everywhere.every((names) => names.has(name)))
    .slice(0, MOST_OFFERS)
    .map(({ name, parameters }, i) => ({
      kind: 'name',
      label: name,
      detail: message('{parameters} parameters', { parameters: formatExact(parameters) }),
      doc: [],
      snippet: name,
      rank: i,
    }));
}

/** An empty value ends with its colon, and the cursor stands behind the blank after it. */
function endOf({ end }: { readonly end: number }, { text }: Analysis): number {
  let at = end;
  while (text[at] === ' ') at++;
  return at;
}

function ownersFor({ body, nodes, groups }: ItemInstance): Owner[] {
  const own = groups[0]?.path ?? nodes[0]?.path;
  const item = groups[0]?.item ?? nodes[0]?.item;
  if (own === undefined || item === undefined) return [];
  const scopes = scopesOf(groups[0]?.parent ?? (groups.length > 0 ? null : (nodes[0]?.group ?? null)));
  const paths = itemPaths(body);
  const owners: Owner[] = [];
  for (const [path, { kind }] of paths) {
    if (kind !== item.kind || weightPairs(own, path, body.nodes).type !== 'pairs') continue;
    const name = nameOf(path, scopes, paths);
    const parameters = parametersOf(path, body);
    if (name !== null && parameters !== 0) owners.push({ name, parameters });
  }
  return owners.reverse();
}

/** What each item of a body is called within it, in the order of the nodes. */
function itemPaths({ nodes }: Body): ReadonlyMap<string, SpecItem> {
  const found = new Map<string, SpecItem>();
  const seen = new Set<SpecItem>();
  const addGroup = (group: Group | null): void => {
    if (group === null) return;
    addGroup(group.parent);
    if (group.kind !== 'branch' && group.kind !== 'shortcut') found.set(group.path, group.item);
  };
  for (const { group, item, path } of nodes) {
    addGroup(group);
    // The nodes of a stage and the addition of a residual are no items of their own, nor is the norm of a convolution.
    if (group?.item !== item && !seen.has(item)) found.set(path, item);
    seen.add(item);
  }
  return found;
}

/** Where names are looked up, from the list of the item outward: the paths of the lists, each with a dot behind. */
function scopesOf(group: Group | null): string[] {
  if (group === null) return [''];
  const outer = scopesOf(group.parent);
  return group.kind === 'branch' || group.kind === 'shortcut' ? [`${group.path}.`, ...outer] : outer;
}

/** The shortest name for a path; null where a nearer item has that name. */
function nameOf(
  path: string,
  scopes: readonly string[],
  paths: ReadonlyMap<string, SpecItem>,
): string | null {
  const scope = scopes.find((each) => path.startsWith(each));
  if (scope === undefined) return null;
  const name = path.slice(scope.length);
  const [first = ''] = name.split('.');
  const nearer = scopes.slice(0, scopes.indexOf(scope));
  return nearer.some((each) => paths.has(each + first)) ? null : name;
}

/** Of those that share weights themselves what their owners have. */
function parametersOf(path: string, { nodes }: Body): Size {
  const costs = [...nodesAt(path, nodes).values()].flatMap((index) => {
    const node = nodes[index];
    const owner = node?.weightsOf == null ? node : nodes.find((each) => each.path === node.weightsOf);
    return owner === undefined ? [] : [owner.cost];
  });
  return sumCosts(costs).trainable;
}
