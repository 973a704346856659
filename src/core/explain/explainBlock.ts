import type { Analysis } from '../analyze.ts';
import { SHIPPED_BLOCK_DOCS, shippedBlocks } from '../blocks/shippedBlocks.ts';
import { languagePlace } from '../complete/languagePlace.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { SpecBlock } from '../spec/spec.ts';
import type { Explanation } from './explanation.ts';
import { pathOf, type SyntaxStep } from './syntaxPath.ts';

/** The name of a block where it is used: `stage: {block: basic}`, `block: basic`, or as a key of `blocks`. */
export function explainBlock(
  analysis: Analysis,
  steps: readonly SyntaxStep[],
  shipped: string | null,
): Explanation | null {
  const last = steps[steps.length - 1];
  if (last === undefined) return null;
  const path = pathOf(steps);
  if (last.isKey && last.pair !== null) {
    if (path.length !== 2 || path[0] !== 'blocks') return null;
    return describe(analysis, String(last.pair.key.value), last.pair.key, shipped);
  }
  const place = languagePlace(path);
  const isBlockName =
    (place.type === 'attribute' && place.kind === 'stage' && place.name === 'block') ||
    (place.type === 'attribute' && place.kind === 'block' && place.name === 'type') ||
    (place.type === 'kind' && place.kind === 'block');
  if (!isBlockName || last.node.type !== 'scalar') return null;
  return describe(analysis, String(last.node.value), last.node, shipped);
}

function describe(
  analysis: Analysis,
  name: string,
  range: { readonly start: number; readonly end: number },
  shipped: string | null,
): Explanation | null {
  // On its page a shipped block reads as one of the file.
  const own = analysis.spec.blocks.find((block) => block.name.value === name && name !== shipped);
  const block = own ?? shippedBlocks().blocks.get(name);
  if (block === undefined) return null;
  const origin =
    block.source === 'file'
      ? message('A block of this file.')
      : message('A block that ships with ResNet Designer, written in this same language.');
  return {
    range: { start: range.start, end: range.end },
    title: message('Block `{name}`', { name }),
    facts: [
      ...aboutShipped(block),
      origin,
      message('Parameters: {parameters}', { parameters: parameterList(block) }),
    ],
  };
}

function aboutShipped({ source, name }: SpecBlock): Message[] {
  const doc = source === 'shipped' ? SHIPPED_BLOCK_DOCS[String(name.value)] : undefined;
  return doc === undefined ? [] : [message(doc)];
}

function parameterList({ parameters }: SpecBlock): string {
  if (parameters.length === 0) return '–';
  return parameters
    .map(({ name, required, value, values }) => {
      const text = `\`${String(name.value)}\``;
      if (required) return `${text} (required)`;
      const others = values === null ? '' : ` of ${values.join(', ')}`;
      return value?.type === 'scalar' ? `${text} (=${String(value.value)}${others})` : text;
    })
    .join(', ');
}
