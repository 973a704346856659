import { analyze } from '../core/analyze.ts';
import type { Model } from '../core/model/model.ts';
import type { ComparedSide, DrawnComparison } from '../protocol/graphCompare.ts';
import { totalsChange } from './totalsChange.ts';

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
  return { name: side.name, totals: before === null ? null : totalsChange(before, after) };
}
