import { type Analysis, analyze } from '../analyze.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Model } from '../model/model.ts';
import { nameIndex } from '../navigate/nameIndex.ts';
import type { NameOccurrence, NameSymbol } from '../navigate/nameSymbol.ts';
import { pairOf } from '../spec/readSpec.ts';
import { explainItem } from './explainItem.ts';
import { parameterFacts } from './explainParameter.ts';
import type { Explanation } from './explanation.ts';
import { allItems } from './itemTree.ts';
import { modelFacts } from './modelFacts.ts';

/** A name, where it is declared or used: the layer, parameter, input, size or variant that it stands for. */
export function explainNamed(analysis: Analysis, offset: number): Explanation | null {
  const found = nameIndex(analysis).at(offset);
  if (found === null) return null;
  const { name } = found.symbol;
  switch (found.symbol.kind) {
    case 'layer':
      return explainLayer(analysis, found);
    case 'parameter': {
      const facts = parameterFacts(analysis, blockOf(analysis, found.symbol), name);
      return { range: found.range, title: message('Parameter `{name}`', { name }), facts };
    }
    case 'variant':
      return {
        range: found.range,
        title: message('Variant `{name}`', { name }),
        facts: variantFacts(analysis, name),
      };
    case 'input':
      return {
        range: found.range,
        title: message('Input `{name}`', { name }),
        facts: inputFacts(analysis.model, name),
      };
    case 'size':
      return {
        range: found.range,
        title: message('Size `{name}`', { name }),
        facts: [message('Any positive integer. On the command line `--set {name}=224` binds it.', { name })],
      };
    case 'part':
      return name === 'input' ? explainInput(analysis, found) : null;
    case 'branch':
    case 'block':
      return null;
  }
}

function explainLayer({ spec, model }: Analysis, { symbol, range }: NameOccurrence): Explanation | null {
  if (symbol.shipped !== null) return null;
  const item = allItems(spec).find((each) => (each.name ?? each.kindRange).start === symbol.nameRange.start);
  return item === undefined ? null : { ...explainItem(model, item), range };
}

/** `input` in a list of layers: that of the file where it has one alone, else that of the block. */
function explainInput({ spec, model }: Analysis, { symbol, range }: NameOccurrence): Explanation {
  const own = pairOf(spec.root?.type === 'map' ? spec.root : null, 'input')?.key.start;
  const facts =
    own === symbol.nameRange.start ? inputFacts(model, 'input') : [message('What comes into the block.')];
  return { range, title: message('Input `{name}`', { name: 'input' }), facts };
}

/** The block that declares a parameter; null for one of the file. */
function blockOf({ spec }: Analysis, { shipped, nameRange }: NameSymbol): string | null {
  if (shipped !== null) return shipped;
  const block = spec.blocks.find(({ parameters }) =>
    parameters.some(({ name }) => name.start === nameRange.start),
  );
  return block === undefined ? null : String(block.name.value);
}

/** What the model is in that variant. */
function variantFacts({ text, options }: Analysis, variant: string): readonly Message[] {
  return modelFacts(analyze(text, { ...options, variant }).model);
}

function inputFacts(model: Model | null, name: string): readonly Message[] {
  const shape = model?.body.inputs.find((input) => input.name === name)?.shape ?? null;
  return shape === null ? [] : [message('Shape: {shape}', { shape })];
}
