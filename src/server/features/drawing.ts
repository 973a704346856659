import { packView } from '../../core/drawView.ts';
import type { Model } from '../../core/model/model.ts';
import {
  DRAWING_CHANGED,
  DRAWING_REQUEST,
  type DrawingAnswer,
  type DrawingChanged,
  drawingRequestSchema,
  type GraphView,
} from '../../protocol/graph.ts';
import type { ComparedSide } from '../../protocol/graphCompare.ts';
import { ComparedModels, comparisonOf } from '../comparedModels.ts';
import type { SpecDocument } from '../documents.ts';
import { hasParts, toldError } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing of a document for the graph panel, and the news that there is a newer one. */
export const drawing: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents, drawn } = parts;
    documents.onAnalyzed(({ uri, version }) => {
      const changed: DrawingChanged = { uri, version };
      void connection.sendNotification(DRAWING_CHANGED, changed);
    });
    const compared = new ComparedModels();
    documents.onClosed((uri) => {
      compared.forget(uri);
    });
    connection.onRequest(DRAWING_REQUEST, (params: unknown): DrawingAnswer | null => {
      const { uri, view, comparedWith } = drawingRequestSchema.parse(params);
      const document = documents.get(uri);
      if (document === undefined) return null;
      const before =
        comparedWith === null ? null : { side: comparedWith, model: compared.modelOf(uri, comparedWith) };
      return answerFor(document, drawn.get(uri) ?? document, { view, before }, parts);
    });
  },
};

/** The mistakes of the newest text with the drawing of the one that can be drawn. */
function answerFor(
  newest: SpecDocument,
  drawn: SpecDocument,
  { view, before }: Shown,
  { format }: ServerParts,
): DrawingAnswer {
  const { diagnostics } = newest.analysis;
  const { model } = drawn.analysis;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: format(message) }));
  const told = toldError(newest.analysis);
  const isShown = hasParts(model);
  return {
    version: drawn.version,
    isCurrent: drawn === newest && isShown,
    drawing: isShown
      ? packView(
          { analysis: drawn.analysis, model, view, before: before?.model ?? null },
          drawn === newest ? { problems } : {},
        )
      : null,
    errors: errors.length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
    error: told === null ? '' : format(told.message),
    errorRange: told === null ? null : { start: told.range.start, end: told.range.end },
    comparison: isShown && before !== null ? comparisonOf(before.side, before.model, model) : null,
  };
}

/** How the document is to be shown. */
interface Shown {
  readonly view: GraphView;
  /** What it is compared with, and its model where it could be built. */
  readonly before: { readonly side: ComparedSide; readonly model: Model | null } | null;
}
