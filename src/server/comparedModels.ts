import { totals } from '../core/analysis/totals.ts';
import { analyze } from '../core/analyze.ts';
import type { Model } from '../core/model/model.ts';
import { isSymbolic, type Size } from '../core/symbolic/symbolicSize.ts';
import type { ComparedSide, DrawnComparison } from '../protocol/graphCompare.ts';

/** The models that drawings are compared with, each built once for as long as it is the same. */
export class ComparedModels {
  readonly #known = new Map<string, { readonly side: ComparedSide; readonly model: Model | null }>();

  /** Null where the text cannot be built. */
  modelOf(uri: string, side: ComparedSide): Model | null {
    const known = this.#known.get(uri);
    if (known?.side.text === side.text && known.side.variant === side.variant) return known.model;
    const { model } = analyze(side.text, side.variant === null ? {} : { variant: side.variant });
    this.#known.set(uri, { side, model });
    return model;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }
}

/** What is said beside the marks. */
export function comparisonOf(side: ComparedSide, before: Model | null, after: Model): DrawnComparison {
  if (before === null) return { name: side.name, totals: null };
  const [old, young] = [totals(before), totals(after)];
  const pair = (a: Size, b: Size) => ({ before: written(a), after: written(b) });
  return {
    name: side.name,
    totals: { trainable: pair(old.trainable, young.trainable), macs: pair(old.macs, young.macs) },
  };
}

function written(size: Size): number | string {
  return isSymbolic(size) ? String(size) : size;
}
