import { type Analysis, analyze } from '../analyze.ts';
import type { TextEdit } from '../diagnostics/diagnostic.ts';
import { message } from '../diagnostics/message.ts';
import { applyEdits } from '../diagnostics/priceFix.ts';
import { syntaxPath } from '../explain/syntaxPath.ts';
import { type NameIndex, nameIndex } from '../navigate/nameIndex.ts';
import type { NameOccurrence, NameSymbol } from '../navigate/nameSymbol.ts';
import type { Refusable } from '../navigate/rename.ts';
import type { SpecItem } from '../spec/item.ts';
import type { TextRange } from '../spec/textRange.ts';
import { accept, refuse } from './designEdit.ts';
import { inOrder, isReplaced, movedBy } from './movedOffsets.ts';

/** A place where a layer is named, outside of what the edit replaces. */
export interface NameUse {
  readonly symbol: NameSymbol;
  /** Of this part of a dotted name. */
  readonly range: TextRange;
  /** The whole dotted name. */
  readonly whole: TextRange;
  /** The key that it stands under: `from`, `weights`, `outputs`, or a kind that takes producers. */
  readonly key: string;
}

/** The names of the edited text, before references were mended. */
export interface EditedNames {
  /** The name of what is declared there in the text before the edit; null where it is gone. */
  nameOf(declaredAt: number): string | null;
  /** The name of a new layer without one: its kind stands so many letters into what is put in at the offset. */
  newNameAt(putInAt: number, letters: number): string | null;
}

/** How a use is written anew; undefined leaves it to the rule for all. */
export type MendUse = (use: NameUse, names: EditedNames) => TextEdit | undefined;

/**
 * Adds what keeps every name meaning what it meant: a layer without a name is called after its kind and its number in
 * the list, which the edit may have changed. Refused where a name cannot be kept.
 */
export function keepReferences(
  analysis: Analysis,
  edits: readonly TextEdit[],
  mend: MendUse = () => undefined,
): Refusable<readonly TextEdit[]> {
  const uses = usesOf(analysis).filter(({ range }) => !isReplaced(edits, range));
  if (uses.length === 0) return accept(inOrder(edits));
  const first = namesAfter(analysis, edits);
  const mended = new Map<number, TextEdit>();
  const byHand = new Map<NameUse, TextEdit>();
  for (const use of uses) {
    const own = mend(use, first);
    if (own !== undefined) {
      mended.set(own.range.start, own);
      byHand.set(use, own);
    } else if (!isKept(use, first)) {
      const newText = first.nameOf(use.symbol.nameRange.start);
      if (newText !== null) mended.set(use.range.start, { range: use.range, newText });
    }
  }
  const all = inOrder([...edits, ...mended.values()]);
  const last = mended.size === 0 ? first : namesAfter(analysis, all);
  // With the last part of a dotted name all of it may have been replaced.
  const replaced = [...byHand.values()];
  const lost = uses.find((use) => !byHand.has(use) && !isReplaced(replaced, use.range) && !isKept(use, last));
  if (lost === undefined) return accept(all);
  return refuse(
    message(
      '`{name}` is named elsewhere, and would mean another layer then. Give it a name of its own first.',
      {
        name: lost.symbol.name,
      },
    ),
  );
}

/** Every use of a layer's name in the file, in the order of the text. */
export function usesOf(analysis: Pick<Analysis, 'spec' | 'text'>): NameUse[] {
  return nameIndex(analysis)
    .occurrences.filter(({ symbol, isDefinition }) => !isDefinition && LAYERS.has(symbol.kind))
    .filter(({ symbol }) => symbol.shipped === null)
    .flatMap((occurrence) => {
      const use = useAt(analysis, occurrence);
      return use === null ? [] : [use];
    });
}

const LAYERS = new Set(['layer', 'branch']);

function useAt({ spec }: Pick<Analysis, 'spec'>, { symbol, range }: NameOccurrence): NameUse | null {
  const steps = syntaxPath(spec.root, range.start);
  const last = steps[steps.length - 1];
  const pair = steps.findLast((step) => step.pair !== null)?.pair ?? null;
  if (last?.node.type !== 'scalar' || pair === null) return null;
  const whole = { start: last.node.start, end: last.node.end };
  return { symbol, range, whole, key: String(pair.key.value) };
}

class Names implements EditedNames {
  readonly #index: NameIndex;
  readonly moved: (offset: number) => number;
  readonly #edits: readonly TextEdit[];

  constructor(index: NameIndex, edits: readonly TextEdit[]) {
    this.#index = index;
    this.#edits = edits;
    this.moved = movedBy(edits);
  }

  nameOf(declaredAt: number): string | null {
    return this.#declaredAt(this.moved(declaredAt));
  }

  newNameAt(putInAt: number, letters: number): string | null {
    return this.#declaredAt(
      movedBy(this.#edits.filter(({ range }) => range.start < putInAt))(putInAt) + letters,
    );
  }

  #declaredAt(at: number): string | null {
    const found = this.#index.occurrences.find(
      ({ symbol, isDefinition }) => isDefinition && LAYERS.has(symbol.kind) && symbol.nameRange.start === at,
    );
    return found?.symbol.name ?? null;
  }

  means(at: number): NameSymbol | null {
    const found = this.#index.occurrences.find(
      ({ symbol, range, isDefinition }) => !isDefinition && range.start === at && LAYERS.has(symbol.kind),
    );
    return found?.symbol ?? null;
  }
}

function namesAfter(analysis: Analysis, edits: readonly TextEdit[]): Names {
  const edited = analyze(applyEdits(analysis.text, edits), analysis.options, analysis);
  return new Names(nameIndex(edited), edits);
}

function isKept({ symbol, range }: NameUse, names: Names): boolean {
  const now = names.means(names.moved(range.start));
  return now !== null && now.nameRange.start === names.moved(symbol.nameRange.start);
}

/** A name that the file does not have yet. */
export function freshName(analysis: Pick<Analysis, 'spec' | 'text'>, base: string): string {
  const taken = new Set(nameIndex(analysis).occurrences.map(({ symbol }) => symbol.name));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}

/** The name of an item as others write it, whether given or after its kind. */
export function symbolOf(
  analysis: Pick<Analysis, 'spec' | 'text'>,
  item: Pick<SpecItem, 'name' | 'kindRange'>,
): NameSymbol | null {
  return layerSymbols(analysis).get(declaredAt(item)) ?? null;
}

/** The names of all layers that the file writes, by where each is declared. */
export function layerSymbols(analysis: Pick<Analysis, 'spec' | 'text'>): ReadonlyMap<number, NameSymbol> {
  return new Map(
    nameIndex(analysis)
      .occurrences.filter(({ symbol, isDefinition }) => isDefinition && symbol.kind === 'layer')
      .map(({ symbol }) => [symbol.nameRange.start, symbol]),
  );
}

/** Where a layer is declared: at its name, and without one at its kind. */
export function declaredAt({ name, kindRange }: Pick<SpecItem, 'name' | 'kindRange'>): number {
  return (name ?? kindRange).start;
}
