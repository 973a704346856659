import type { Analysis } from '../analyze.ts';
import { attributeOf } from '../complete/attributeOf.ts';
import { BLOCK_KEYS, FILE_KEYS } from '../complete/fileKeys.ts';
import { languagePlace } from '../complete/languagePlace.ts';
import { COMMON_KEY_DOCS } from '../complete/layerOffers.ts';
import { trainAttribute } from '../complete/trainPlaces.ts';
import { message } from '../diagnostics/message.ts';
import { KINDS } from '../language/kinds.ts';
import type { TextRange } from '../spec/textRange.ts';
import { explainBlock } from './explainBlock.ts';
import { explainItem } from './explainItem.ts';
import { explainNamed } from './explainNamed.ts';
import { explainPaper } from './explainPaper.ts';
import { explainParameter } from './explainParameter.ts';
import { explainShortcut } from './explainShortcut.ts';
import type { Explanation } from './explanation.ts';
import { allItems } from './itemTree.ts';
import { modelFacts } from './modelFacts.ts';
import { contains, pathOf, type SyntaxStep, syntaxPath } from './syntaxPath.ts';

/**
 * What stands at the offset, explained; null where there is nothing to say.
 * @param shipped the shipped block that the text is the page of
 */
export function explain(
  analysis: Analysis,
  offset: number,
  shipped: string | null = null,
): Explanation | null {
  const steps = syntaxPath(analysis.spec.root, offset);
  const last = steps[steps.length - 1];
  if (last === undefined) return null;
  return (
    explainParameter(analysis, steps, offset) ??
    explainBlock(analysis, steps, shipped) ??
    explainKind(analysis, offset) ??
    explainShortcut(analysis, steps) ??
    explainKey(analysis, steps, last) ??
    explainPaper(analysis, offset) ??
    explainNamed(analysis, offset)
  );
}

/** The kind of a layer, or the whole of one that is a bare word. */
function explainKind(analysis: Analysis, offset: number): Explanation | null {
  const item = allItems(analysis.spec).find((candidate) => contains(candidate.kindRange, offset));
  return item === undefined ? null : explainItem(analysis.model, item);
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
  if (outer.type === 'block' && isBlockKey(key))
    return { range, title: message('`{key}`', { key }), facts: [message(BLOCK_KEYS[key].doc)] };
  const kind = outer.type === 'defaults' ? KINDS.get(key) : undefined;
  if (kind !== undefined)
    return { range, title: message('Defaults of `{kind}`', { kind: key }), facts: [message(kind.doc)] };
  if (outer.type === 'item' && isCommonKey(key))
    return { range, title: message('`{key}`', { key }), facts: [message(COMMON_KEY_DOCS[key])] };
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

function isFileKey(key: string): key is keyof typeof FILE_KEYS {
  return Object.hasOwn(FILE_KEYS, key);
}

function isBlockKey(key: string): key is keyof typeof BLOCK_KEYS {
  return Object.hasOwn(BLOCK_KEYS, key);
}

function isCommonKey(key: string): key is keyof typeof COMMON_KEY_DOCS {
  return Object.hasOwn(COMMON_KEY_DOCS, key);
}

function rangeOf(range: TextRange): TextRange {
  return { start: range.start, end: range.end };
}
