import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import { type ItemTree, itemTrees } from '../explain/itemTree.ts';
import type { Model } from '../model/model.ts';
import { valueOf } from '../spec/readSpec.ts';
import type { Spec } from '../spec/spec.ts';
import { datasetWord } from './checkTraining.ts';
import { inputNode } from './checkTrainingInput.ts';
import { type DatasetFiles, datasetForm } from './datasetForms.ts';
import { type Images, imageSymbols, usedInputs } from './imageSymbols.ts';
import type { TrainingPlan } from './trainingPlan.ts';

/** What was found out about a text, with the symbols of its input or without. */
interface Analyzed {
  readonly spec: Spec;
  readonly model: Model | null;
  readonly plan: TrainingPlan | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a run would find that the text as it is written does not show: a net whose input has symbols, at the size of
 * its data set's images. Where that does not fit, one train.input-mismatch says so; where it does, what is left to say
 * are the plan's own mistakes, which depend on sizes, too. What is said of the same layer for other sizes goes.
 * @param bind the analysis of the same text with these sizes.
 */
export function atImageSize(
  written: Analyzed,
  files: DatasetFiles | null,
  bind: (sizes: Readonly<Record<string, number>>) => Analyzed,
): readonly Diagnostic[] {
  const { spec, model, plan, diagnostics } = written;
  if (model === null || plan?.dataset == null || !hasSymbols(model) || diagnostics.some(isInTheWay))
    return diagnostics;
  const { name, shape } = datasetForm(plan.dataset, files);
  if (shape === null) return diagnostics;
  const images: Images = { name, shape };
  const symbols = imageSymbols(model, images);
  if (symbols.type === 'conflict')
    return [
      ...diagnostics,
      mismatch(spec, symbols.input, { message: symbols.message, related: [], fixes: [] }),
    ];
  const { sizes } = symbols;
  if (sizes.size === 0) return diagnostics;
  const bound = bind(Object.fromEntries(sizes));
  const mistake = bound.diagnostics.find(({ severity, code }) => severity === 'error' && !isOfTraining(code));
  if (mistake !== undefined)
    return [
      ...diagnostics.filter((other) => !isConditionOf(mistake, other)),
      doesNotFit({ spec, model }, mistake, images),
    ];
  const more = bound.diagnostics.filter(
    (found) => isOfTraining(found.code) && !diagnostics.some(isSame(found)),
  );
  return [...diagnostics, ...more];
}

function hasSymbols({ body }: Model): boolean {
  return body.inputs.some(({ shape }) => shape?.some((dim) => typeof dim !== 'number') === true);
}

/** What a run refuses before it looks at sizes, or has been said of the input already. */
function isInTheWay({ severity, code }: Diagnostic): boolean {
  return severity === 'error' && (!isOfTraining(code) || code === 'train.input-mismatch');
}

function isOfTraining(code: Diagnostic['code']): boolean {
  return code.startsWith('train.');
}

/** For which sizes it would fit: the same cause, as a warning. */
function isConditionOf({ range }: Diagnostic, { code, range: other }: Diagnostic): boolean {
  return code === 'shape.symbol-restricted' && other.start === range.start && other.end === range.end;
}

function isSame({ code, range }: Diagnostic): (other: Diagnostic) => boolean {
  return (other) => other.code === code && other.range.start === range.start;
}

function doesNotFit(
  { spec, model }: { readonly spec: Spec; readonly model: Model },
  mistake: Diagnostic,
  images: Images,
): Diagnostic {
  const item = itemAt(spec, mistake.range.start);
  const args = {
    name: images.name,
    images: images.shape,
    item: item ?? '',
    problem: mistake.message,
  };
  const text =
    item === null
      ? message('The data set {name} gives images of {images}, which do not fit the net. {problem}', args)
      : message('The data set {name} gives images of {images}, which do not fit `{item}`. {problem}', args);
  return mismatch(spec, usedInputs(model)[0]?.name ?? 'input', {
    message: text,
    related: [{ range: mistake.range, message: message('It does not fit here.') }, ...mistake.related],
    fixes: mistake.fixes,
  });
}

/** At the input, as where its numbers are not those of the images. */
function mismatch(
  spec: Spec,
  input: string,
  { message: text, related, fixes }: Pick<Diagnostic, 'message' | 'related' | 'fixes'>,
): Diagnostic {
  const dataset = spec.train === null ? null : valueOf(spec.train, 'dataset');
  const node = inputNode(spec, input) ?? dataset;
  const named = message('The data set is named here.');
  return {
    code: 'train.input-mismatch',
    severity: 'error',
    message: text,
    range: node === null ? { start: 0, end: 0 } : { start: node.start, end: node.end },
    related: dataset === null ? related : [...related, { range: datasetWord(dataset), message: named }],
    fixes,
  };
}

/** The path of the innermost item that holds a place; null where none does. */
function itemAt(spec: Spec, offset: number): string | null {
  const blocks = spec.blocks.filter(({ source }) => source === 'file');
  return (
    pathIn(itemTrees(spec.layers), offset) ??
    blocks
      .map(({ name, layers }) => ({ name, path: pathIn(itemTrees(layers), offset) }))
      .flatMap(({ name, path }) => (path === null ? [] : [`${String(name.value)}.${path}`]))[0] ??
    null
  );
}

function pathIn(trees: readonly ItemTree[], offset: number): string | null {
  const tree = trees.find(({ item: { range } }) => range.start <= offset && offset < range.end);
  if (tree === undefined) return null;
  for (const { name, items } of tree.lists) {
    const inner = pathIn(items, offset);
    if (inner !== null) return `${tree.name}.${name}.${inner}`;
  }
  return tree.name;
}
