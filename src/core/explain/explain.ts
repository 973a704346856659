import { totals } from '../analysis/totals.ts';
import type { Analysis } from '../analyze.ts';
import { attributeOf } from '../complete/attributeOf.ts';
import { FILE_KEYS } from '../complete/fileKeys.ts';
import { languagePlace } from '../complete/languagePlace.ts';
import { trainAttribute } from '../complete/trainPlaces.ts';
import { type Message, message } from '../diagnostics/message.ts';
import type { Model } from '../model/model.ts';
import type { TextRange } from '../spec/textRange.ts';
import { explainBlock } from './explainBlock.ts';
import { explainItem } from './explainItem.ts';
import { explainParameter } from './explainParameter.ts';
import { explainShortcut } from './explainShortcut.ts';
import type { Explanation } from './explanation.ts';
import { allItems } from './itemTree.ts';
import { contains, pathOf, type SyntaxStep, syntaxPath } from './syntaxPath.ts';

/** What stands at the offset, explained; null where there is nothing to say. */
export function explain(analysis: Analysis, offset: number): Explanation | null {
  const steps = syntaxPath(analysis.spec.root, offset);
  const last = steps[steps.length - 1];
  if (last === undefined) return null;
  return (
    explainParameter(analysis, steps, offset) ??
    explainBlock(analysis, steps) ??
    explainKind(analysis, offset) ??
    explainShortcut(analysis, steps) ??
    explainKey(analysis, steps, last) ??
    explainName(analysis, offset)
  );
}

/** The kind of a layer, or the whole of one that is a bare word. */
function explainKind(analysis: Analysis, offset: number): Explanation | null {
  const item = allItems(analysis.spec).find((candidate) => contains(candidate.kindRange, offset));
  return item === undefined ? null : explainItem(analysis.model, item);
}

/** The name of a layer explains the layer. */
function explainName(analysis: Analysis, offset: number): Explanation | null {
  const item = allItems(analysis.spec).find(({ name }) => name !== null && contains(name, offset));
  if (item?.name === null || item === undefined) return null;
  return { ...explainItem(analysis.model, item), range: rangeOf(item.name) };
}

/** An attribute: what it means and takes. A key of the file: what it means, and the figures of the model. */
function explainKey(analysis: Analysis, steps: readonly SyntaxStep[], last: SyntaxStep): Explanation | null {
  if (!last.isKey || last.pair === null) return null;
  const key = String(last.pair.key.value);
  const range = rangeOf(last.pair.key);
  const path = pathOf(steps);
  const outer = languagePlace(path.slice(0, -1));
  if (outer.type === 'file' && isFileKey(key)) {
    const figures = key === 'model' || key === 'layers' ? modelFacts(analysis.model) : [];
    return { range, title: message('`{key}`', { key }), facts: [message(FILE_KEYS[key].doc), ...figures] };
  }
  const attribute =
    outer.type === 'kind'
      ? attributeOf(outer.kind, key)
      : outer.type === 'train'
        ? trainAttribute([...outer.path, key])
        : undefined;
  if (attribute === undefined) return null;
  const facts = [message(attribute.doc), message('Takes {expected}.', { expected: attribute.type.expected })];
  const fallback = fallbackText(attribute.fallback);
  if (fallback !== null) facts.push(message('If it is not written: `{fallback}`.', { fallback }));
  return { range, title: message('`{key}`', { key }), facts };
}

function fallbackText(fallback: unknown): string | null {
  if (Array.isArray(fallback))
    return fallback.every((n) => n === fallback[0]) ? String(fallback[0]) : `[${fallback.join(', ')}]`;
  return typeof fallback === 'number' || typeof fallback === 'string' || typeof fallback === 'boolean'
    ? String(fallback)
    : null;
}

/** Every figure with what it counts. */
function modelFacts(model: Model | null): Message[] {
  if (model === null) return [];
  const { trainable, nonTrainable, macs, flops, layers } = totals(model);
  return [
    message('{trainable} trainable parameters, {nonTrainable} non-trainable (running means and variances)', {
      trainable,
      nonTrainable,
    }),
    message(
      '{macs} multiply-adds of convolutions and dense layers for one example (2 × that, {flops}, is what half of the literature calls FLOPs)',
      {
        macs,
        flops,
      },
    ),
    message('{layers} layers with weights on the longest path, as the paper counts depth', { layers }),
  ];
}

function isFileKey(key: string): key is keyof typeof FILE_KEYS {
  return Object.hasOwn(FILE_KEYS, key);
}

function rangeOf(range: TextRange): TextRange {
  return { start: range.start, end: range.end };
}
