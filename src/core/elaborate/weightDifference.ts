import { attributeText } from '../model/attributeText.ts';
import type { Body, ModelNode, OpNode } from '../model/model.ts';
import { channelsOf, type Dim, sameDim } from '../model/shape.ts';

/** Why two items cannot have the same weights. */
export type WeightDifference =
  | { readonly type: 'layers' }
  | { readonly type: 'kind'; readonly mine: string; readonly theirs: string }
  | { readonly type: 'attribute'; readonly name: string; readonly mine: string; readonly theirs: string }
  | { readonly type: 'channels'; readonly mine: Dim; readonly theirs: Dim };

/** Null where kind, attributes and input channels agree, of blocks for everything in them. Sizes may differ. */
export function differenceOf(mine: ModelNode, theirs: ModelNode): WeightDifference | null {
  if (mine.type === 'op' && theirs.type === 'op') return opDifference(mine, theirs);
  if (mine.type === 'call' && theirs.type === 'call') return bodyDifference(mine.body, theirs.body);
  return { type: 'layers' };
}

function bodyDifference(mine: Body, theirs: Body): WeightDifference | null {
  if (mine === theirs) return null;
  if (mine.nodes.length !== theirs.nodes.length) return { type: 'layers' };
  for (const [index, node] of mine.nodes.entries()) {
    const other = theirs.nodes[index];
    if (other?.path !== node.path) return { type: 'layers' };
    const difference = differenceOf(node, other);
    if (difference !== null) return difference;
  }
  return null;
}

function opDifference(mine: OpNode, theirs: OpNode): WeightDifference | null {
  if (mine.op.kind !== theirs.op.kind) return { type: 'kind', mine: mine.op.kind, theirs: theirs.op.kind };
  const [own, other] = [entriesOf(mine), entriesOf(theirs)];
  for (const [name, value] of own) {
    const found = other.get(name);
    if (found !== value) return { type: 'attribute', name, mine: value, theirs: found ?? 'nothing' };
  }
  const [input, otherInput] = [mine.inputShapes[0], theirs.inputShapes[0]];
  if (!input || !otherInput) return null;
  const [channels, otherChannels] = [channelsOf(input), channelsOf(otherInput)];
  return sameDim(channels, otherChannels)
    ? null
    : { type: 'channels', mine: channels, theirs: otherChannels };
}

/** Attributes as text: what they hold are numbers, words and short lists. */
function entriesOf({ op }: OpNode): Map<string, string> {
  return new Map(Object.entries(op.attributes).map(([name, value]) => [name, attributeText(value)]));
}
