import type { Analysis } from '../core/analyze.ts';
import { complete } from '../core/complete/complete.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { excerptOf } from '../core/excerpt/excerpt.ts';
import type { Trial } from '../core/excerpt/tryExcerpt.ts';
import { explain } from '../core/explain/explain.ts';
import { allItems } from '../core/explain/itemTree.ts';
import type { InspectAnswer, Offered, TryAnswer } from '../protocol/graphInspector.ts';
import { sortTextOf } from './completionOrder.ts';
import type { ServerParts } from './feature.ts';
import { totalsChange } from './totalsChange.ts';

type Format = ServerParts['format'];

/** The layer at an offset; null where there is none. */
export function inspect(analysis: Analysis, offset: number, format: Format): InspectAnswer | null {
  const around = allItems(analysis.spec).filter(({ range }) => range.start <= offset && offset <= range.end);
  // In the order of the text: the innermost stands last.
  const item = around[around.length - 1];
  if (item === undefined) return null;
  const explanation = explain(analysis, item.kindRange.start);
  return {
    title: explanation === null ? item.kind : format(explanation.title),
    facts: (explanation?.facts ?? []).map(format),
    excerpt: excerptOf(analysis.text, item.range),
  };
}

/** What another text in a layer's place would make of the file. */
export function judge(before: Analysis, trial: Trial, format: Format): TryAnswer {
  const { analysis, range, toShown } = trial;
  const marks = analysis.diagnostics.flatMap((diagnostic) => {
    const start = toShown(diagnostic.range.start);
    const end = toShown(Math.min(diagnostic.range.end, range.end));
    if (start === null || end === null) return [];
    const { severity, code, message } = diagnostic;
    return [{ severity, code, message: format(message), start, end }];
  });
  const known = new Set(before.diagnostics.filter(isError).map((each) => format(each.message)));
  const elsewhere = analysis.diagnostics.find(
    (each) => isError(each) && toShown(each.range.start) === null && !known.has(format(each.message)),
  );
  return {
    marks,
    elsewhere: elsewhere === undefined ? '' : format(elsewhere.message),
    totals:
      before.model === null || analysis.model === null ? null : totalsChange(before.model, analysis.model),
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** What may stand at an offset of the tried text. */
export function offers({ analysis, toWhole, toShown }: Trial, offset: number, format: Format): Offered[] {
  return complete(analysis, toWhole(offset)).flatMap((each) => {
    const start = toShown(each.range.start);
    const end = toShown(each.range.end);
    if (start === null || end === null) return [];
    const { label, detail, doc, snippet } = each;
    return [
      {
        label,
        detail: format(detail),
        documentation: doc.map(format).join('\n\n'),
        insert: snippet,
        sort: sortTextOf(each),
        start,
        end,
      },
    ];
  });
}
