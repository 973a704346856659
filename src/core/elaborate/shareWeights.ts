import { message } from '../diagnostics/message.ts';
import { placeOf } from '../language/evaluate.ts';
import { nearest } from '../language/nearest.ts';
import type { SpecScalar } from '../spec/node.ts';
import type { ItemContext, NamedEntry, NameScope } from './listContext.ts';
import type { WeightDifference } from './weightDifference.ts';
import { type NoWeights, nodesAt, weightPairs } from './weightPairs.ts';

/** `weights: NAME`: the item that was just built uses the weights of an earlier one, where they are counted. */
export function shareWeights(context: ItemContext): void {
  const { body, formOnly } = context;
  const name = readName(context);
  if (name === null || formOnly) return;
  const other = lookUp(String(name.value), context.names);
  if (other === null) {
    reportUnknown(name, context);
    return;
  }
  const found = weightPairs(context.path, other.path, body.builder.nodes);
  if (found.type === 'pairs')
    for (const { index, other } of found.pairs) body.builder.useWeights(index, other);
  else if (found.type === 'not-there') report(name, context, { type: whyNotThere(other, context) }, other);
  else report(name, context, found, other);
}

/** What a dotted name means. */
interface Other {
  /** Within the body. */
  readonly path: string;
  /** Of the name's first part. */
  readonly entry: NamedEntry;
  readonly isDotted: boolean;
}

/** Why no node of this body has the name. */
function whyNotThere({ entry, isDotted }: Other, { body, place }: ItemContext): NoWeights['type'] {
  if (entry.isLeftOut()) return 'left-out';
  const isHere = nodesAt(entry.path, body.builder.nodes).size > 0;
  if (isDotted && isHere) return 'inside-a-block';
  const isLater =
    entry.place?.kind === 'file' && place.kind === 'file' && entry.place.range.start >= place.range.start;
  return isLater ? 'not-earlier' : 'not-there';
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

/** From the list outward. */
function lookUp(name: string, scope: NameScope): Other | null {
  const [first = '', ...rest] = name.split('.');
  for (let at: NameScope | null = scope; at !== null; at = at.parent) {
    const entry = at.find(first);
    if (entry !== undefined)
      return { path: [entry.path, ...rest].join('.'), entry, isDotted: rest.length > 0 };
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

function report(
  name: SpecScalar,
  context: ItemContext,
  difference: WeightDifference | NoWeights,
  { entry: { place } }: Other,
): void {
  const other = String(name.value);
  context.report({
    code: 'reference.weights-differ',
    place: placeOf(name, context.scope),
    message: messageOf(other, difference),
    related: place === null ? [] : [{ place, message: message('`{other}` is here.', { other }) }],
  });
}

function messageOf(other: string, difference: WeightDifference | NoWeights) {
  switch (difference.type) {
    case 'not-there':
      return message('`{other}` has no weights that could be used.', { other });
    case 'left-out':
      return message('`when` leaves `{other}` out, so it has no weights that could be used.', { other });
    case 'inside-a-block':
      return message(
        '`{other}` lies inside a block. Weights are shared by whole layers of this list: name the block where it is used.',
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
        'The channels that come into `{other}` are {theirs} and here {mine}, so they cannot share weights.',
        { other, mine: difference.mine, theirs: difference.theirs },
      );
  }
}
