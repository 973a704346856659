import { message } from '../diagnostics/message.ts';
import { placeOf } from '../language/evaluate.ts';
import { nearest } from '../language/nearest.ts';
import type { ModelNode } from '../model/model.ts';
import type { SpecScalar } from '../spec/node.ts';
import type { ItemContext, NameScope } from './listContext.ts';
import { differenceOf, type WeightDifference } from './weightDifference.ts';

/** `weights: NAME`: the item that was just built uses the weights of an earlier one, where they are counted. */
export function shareWeights(context: ItemContext): void {
  const { body, formOnly } = context;
  const name = readName(context);
  if (name === null || formOnly) return;
  const path = pathOf(String(name.value), context.names);
  if (path === null) {
    reportUnknown(name, context);
    return;
  }
  const own = nodesAt(context.path, body.builder.nodes);
  const others = nodesAt(path, body.builder.nodes);
  const first = own.values().next().value;
  const isEarlier = [...others.values()].every((index) => first === undefined || index < first);
  if (others.size === 0 || path === context.path) {
    report(name, context, { type: 'not-there' });
    return;
  }
  if (!isEarlier) {
    report(name, context, { type: 'not-earlier' });
    return;
  }
  if (others.size !== own.size) {
    report(name, context, { type: 'layers' });
    return;
  }
  const pairs = [...own].map(([suffix, index]) => ({ index, other: others.get(suffix) }));
  for (const { index, other } of pairs) {
    const [mine, theirs] = [
      body.builder.nodes[index],
      other === undefined ? undefined : body.builder.nodes[other],
    ];
    if (mine === undefined) continue;
    const difference: WeightDifference | null =
      theirs === undefined ? { type: 'layers' } : differenceOf(mine, theirs);
    if (difference !== null) {
      report(name, context, difference);
      return;
    }
  }
  for (const { index, other } of pairs) if (other !== undefined) body.builder.useWeights(index, other);
}

function readName(context: ItemContext): SpecScalar | null {
  const node = context.item.weights;
  if (node === null) return null;
  if (node.type === 'scalar' && typeof node.value === 'string') return node;
  context.report({
    code: 'spec.wrong-type',
    place: placeOf(node, context.scope),
    message: message('`weights` takes the name of an earlier layer, whose weights this one uses.'),
  });
  return null;
}

/** The path within the body of what a dotted name means, from the list outward. */
function pathOf(name: string, scope: NameScope): string | null {
  const [first = '', ...rest] = name.split('.');
  for (let at: NameScope | null = scope; at !== null; at = at.parent) {
    const entry = at.find(first);
    if (entry !== undefined) return [entry.path, ...rest].join('.');
  }
  return null;
}

/** The nodes of an item by what follows its path. */
function nodesAt(path: string, nodes: readonly ModelNode[]): Map<string, number> {
  const found = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (node.path === path || node.path.startsWith(`${path}.`))
      found.set(node.path.slice(path.length), index);
  });
  return found;
}

function reportUnknown(name: SpecScalar, context: ItemContext): void {
  const text = String(name.value);
  const names: string[] = [];
  for (let at: NameScope | null = context.names; at !== null; at = at.parent) names.push(...at.names());
  const guess = nearest(text, names);
  const place = placeOf(name, context.scope);
  context.report({
    code: 'reference.unknown-name',
    place,
    message: message('There is no layer `{name}` here whose weights could be used.', { name: text }),
    fixes:
      guess === null
        ? []
        : [
            {
              title: message('Change `{from}` to `{to}`', { from: text, to: guess }),
              changes: [{ type: 'replace', place, newText: guess }],
            },
          ],
  });
}

/** Why there is nothing to compare with. */
interface NoWeights {
  readonly type: 'not-there' | 'not-earlier';
}

function report(name: SpecScalar, context: ItemContext, difference: WeightDifference | NoWeights): void {
  const other = String(name.value);
  context.report({
    code: 'reference.weights-differ',
    place: placeOf(name, context.scope),
    message: messageOf(other, difference),
  });
}

function messageOf(other: string, difference: WeightDifference | NoWeights) {
  switch (difference.type) {
    case 'not-there':
      return message(
        'No layer `{other}` that was built before this one has weights to use here: it comes later, is left out, or lies inside a block.',
        { other },
      );
    case 'not-earlier':
      return message('`{other}` must stand before the layer that uses its weights.', { other });
    case 'layers':
      return message('This and `{other}` are not made of the same layers, so they cannot share weights.', {
        other,
      });
    case 'kind':
      return message('`{other}` is a `{theirs}` and this is a `{mine}`, so they cannot share weights.', {
        other,
        mine: difference.mine,
        theirs: difference.theirs,
      });
    case 'attribute':
      return message(
        'The `{name}` of `{other}` is {theirs} and here it is {mine}, so they cannot share weights.',
        { other, name: difference.name, mine: difference.mine, theirs: difference.theirs },
      );
    case 'channels':
      return message(
        '`{other}` takes {theirs} channels and this gets {mine}, so they cannot share weights.',
        { other, mine: difference.mine, theirs: difference.theirs },
      );
  }
}
