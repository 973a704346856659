import { message } from '../diagnostics/message.ts';
import { placeOf } from '../language/evaluate.ts';
import { nearest } from '../language/nearest.ts';
import type { SpecScalar } from '../spec/node.ts';
import type { ItemContext, NameScope } from './listContext.ts';
import type { WeightDifference } from './weightDifference.ts';
import { type NoWeights, weightPairs } from './weightPairs.ts';

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
  const found = weightPairs(context.path, path, body.builder.nodes);
  if (found.type === 'pairs')
    for (const { index, other } of found.pairs) body.builder.useWeights(index, other);
  else report(name, context, found);
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
