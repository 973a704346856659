import type { Analysis } from '../analyze.ts';
import { message } from '../diagnostics/message.ts';
import type { SpecNode } from '../spec/node.ts';
import type { Explanation } from './explanation.ts';
import { bodyUses } from './instances.ts';
import { contains, pathOf, type SyntaxStep } from './syntaxPath.ts';

const MAX_VALUES = 8;

/** A name in an expression: what it stands for, in the file or in each use of the block. */
export function explainParameter(
  analysis: Analysis,
  steps: readonly SyntaxStep[],
  offset: number,
): Explanation | null {
  const last = steps[steps.length - 1];
  if (last === undefined || last.isKey || last.node.type !== 'scalar') return null;
  const { node } = last;
  if (node.quoted || typeof node.value !== 'string' || !node.value.startsWith('$')) return null;
  const source = analysis.text.slice(node.start, node.end);
  for (const match of source.matchAll(/\$?[A-Za-z_]\w*/g)) {
    const range = { start: node.start + match.index, end: node.start + match.index + match[0].length };
    const name = match[0].replace(/^\$/, '');
    if (contains(range, offset) && !['and', 'or', 'not'].includes(name)) {
      const path = pathOf(steps);
      const facts =
        path[0] === 'blocks' ? blockFacts(analysis, String(path[1]), name) : fileFacts(analysis, name);
      return { range, title: message('Parameter `{name}`', { name }), facts };
    }
  }
  return null;
}

function fileFacts(analysis: Analysis, name: string): Explanation['facts'] {
  const written = analysis.spec.parameters?.pairs.find((pair) => pair.key.value === name)?.value;
  if (written === undefined) return [message('No parameter of this file has that name.')];
  const variant = analysis.model?.variant ?? null;
  const override = variant === null ? null : variantValue(analysis, variant, name);
  const facts = [message('Default: {value}', { value: textOf(analysis, written) })];
  if (override !== null && variant !== null) {
    facts.unshift(
      message('{value} in the variant `{variant}`', { value: textOf(analysis, override), variant }),
    );
  }
  return facts;
}

function variantValue(analysis: Analysis, variant: string, name: string): SpecNode | null {
  const { root } = analysis.spec;
  const variants =
    root?.type === 'map' ? root.pairs.find((pair) => pair.key.value === 'variants')?.value : undefined;
  const own =
    variants?.type === 'map' ? variants.pairs.find((pair) => pair.key.value === variant)?.value : undefined;
  return own?.type === 'map' ? (own.pairs.find((pair) => pair.key.value === name)?.value ?? null) : null;
}

/** The values that the uses of the block give, each with the first place of its use. */
function blockFacts(analysis: Analysis, block: string, name: string): Explanation['facts'] {
  if (name === 'in') return [message('Channels of the block’s input.')];
  if (name === 'index') return [message('Which repeat of the stage this is, from 1.')];
  if (name === 'repeat') return [message('How many repeats the stage has.')];
  if (analysis.model === null) return [];
  const values = new Map<string, string>();
  for (const { body, path } of bodyUses(analysis.model)) {
    const value = body.block?.name === block ? body.block.arguments[name] : undefined;
    if (value !== undefined && !values.has(value)) values.set(value, path);
  }
  if (values.size === 0)
    return [message('A parameter of the block `{block}`, which is not used here.', { block })];
  return [...values]
    .slice(0, MAX_VALUES)
    .map(([value, path]) => message('{value} in {path}', { value, path }));
}

function textOf(analysis: Analysis, node: SpecNode): string {
  return analysis.text.slice(node.start, node.end);
}
