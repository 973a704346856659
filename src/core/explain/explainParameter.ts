import type { Analysis } from '../analyze.ts';
import { parameterDoc } from '../complete/parameterDoc.ts';
import { usableBlocks } from '../complete/usableBlocks.ts';
import { type Message, message } from '../diagnostics/message.ts';
import { fileScope } from '../elaborate/fileScope.ts';
import { displayOf } from '../language/evaluated.ts';
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
      const facts = parameterFacts(analysis, path[0] === 'blocks' ? String(path[1]) : null, name);
      return { range, title: message('Parameter `{name}`', { name }), facts };
    }
  }
  return null;
}

/** What a parameter of a block, or of the file, stands for. */
export function parameterFacts(analysis: Analysis, block: string | null, name: string): Explanation['facts'] {
  return block === null ? fileFacts(analysis, name) : blockFacts(analysis, block, name);
}

function fileFacts({ spec, model, options }: Analysis, name: string): Explanation['facts'] {
  const variant = model?.variant ?? null;
  const ignore = (): void => undefined;
  const value = fileScope(spec, variant, options.set ?? {}, ignore).lookup(name);
  if (value === undefined) return [message('No parameter of this file has that name.')];
  return variant === null
    ? [message('Value: {value}', { value: displayOf(value) })]
    : [message('Value in the variant `{variant}`: {value}', { variant, value: displayOf(value) })];
}

/** The values that the uses of the block give, each with the first place of its use, and what it is without one. */
function blockFacts(analysis: Analysis, block: string, name: string): Explanation['facts'] {
  if (name === 'in') return [message('Channels of the block’s input.')];
  if (name === 'index') return [message('Which repeat of the stage this is, from 1.')];
  if (name === 'repeat') return [message('How many repeats the stage has.')];
  const declared = declaredFacts(analysis, block, name);
  if (analysis.model === null) return declared;
  const values = new Map<string, string>();
  for (const { body, path } of bodyUses(analysis.model)) {
    const value = body.block?.name === block ? body.block.arguments[name] : undefined;
    if (value !== undefined && !values.has(value)) values.set(value, path);
  }
  if (values.size === 0)
    return [message('A parameter of the block `{block}`, which is not used here.', { block }), ...declared];
  const given = [...values].slice(0, MAX_VALUES);
  return [...given.map(([value, path]) => message('{value} in {path}', { value, path })), ...declared];
}

function declaredFacts(analysis: Analysis, blockName: string, name: string): readonly Message[] {
  const block = usableBlocks(analysis).find((each) => each.name.value === blockName);
  const parameter = block?.parameters.find((each) => each.name.value === name);
  return parameter === undefined ? [] : [parameterDoc(parameter)];
}
