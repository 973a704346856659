import { type Analysis, analyze } from '../core/analyze.ts';
import type { BuiltSpec } from '../core/export/exportText.ts';
import type { ComparedSide } from '../protocol/graphCompare.ts';
import type { Documents } from './documents.ts';
import { hasParts } from './drawable.ts';

/** The specs that open documents are compared with, each analysed once for as long as it is the same. */
export class ComparedSpecs {
  readonly #known = new Map<string, { readonly side: ComparedSide; readonly analysis: Analysis }>();

  constructor(documents: Documents) {
    documents.onClosed((uri) => this.#known.delete(uri));
  }

  /** Null for one that cannot be built, or has no layers. @param uri of the document that is compared. */
  get(uri: string, side: ComparedSide): BuiltSpec | null {
    const analysis = this.#analysis(uri, side);
    const { model } = analysis;
    return hasParts(model) ? { name: side.name, analysis, model } : null;
  }

  #analysis(uri: string, side: ComparedSide): Analysis {
    const known = this.#known.get(uri);
    if (known?.side.text === side.text && known.side.variant === side.variant) return known.analysis;
    const analysis = analyze(side.text, side.variant === null ? {} : { variant: side.variant });
    this.#known.set(uri, { side, analysis });
    return analysis;
  }
}
