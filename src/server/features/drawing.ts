import { drawModel } from '../../core/drawing/drawModel.ts';
import {
  DRAWING_CHANGED,
  DRAWING_REQUEST,
  type DrawingAnswer,
  type DrawingChanged,
  drawingRequestSchema,
  type GraphView,
} from '../../protocol/graph.ts';
import type { SpecDocument } from '../documents.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing of a document for the graph panel, and the news that there is a newer one. */
export const drawing: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents } = parts;
    documents.onAnalyzed(({ uri, version }) => {
      const changed: DrawingChanged = { uri, version };
      void connection.sendNotification(DRAWING_CHANGED, changed);
    });
    const lastGood = new Map<string, SpecDocument>();
    documents.onClosed((uri) => lastGood.delete(uri));
    connection.onRequest(DRAWING_REQUEST, (params: unknown): DrawingAnswer | null => {
      const { uri, view } = drawingRequestSchema.parse(params);
      const document = documents.get(uri);
      if (document === undefined) return null;
      if (isWhole(document)) lastGood.set(uri, document);
      return answerFor(document, lastGood.get(uri) ?? document, view, parts);
    });
  },
};

/**
 * False while something is half typed: parts of the network would then come and go with every key, so the last
 * whole one is drawn instead. Shapes that do not fit are drawn, since that is where they are best seen.
 */
function isWhole({ analysis }: SpecDocument): boolean {
  const isHalf = analysis.diagnostics.some(
    ({ code, severity }) =>
      severity === 'error' && (code.startsWith('spec.') || code.startsWith('reference.')),
  );
  return !isHalf && analysis.model !== null && analysis.model.body.nodes.length > 0;
}

/** The mistakes of the newest text with the drawing of the one that can be drawn. */
function answerFor(
  newest: SpecDocument,
  drawn: SpecDocument,
  view: GraphView,
  { format }: ServerParts,
): DrawingAnswer {
  const { diagnostics } = newest.analysis;
  const { model } = drawn.analysis;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: format(message) }));
  const [first] = problems;
  const isDrawable = model !== null && model.body.nodes.length > 0;
  return {
    version: drawn.version,
    isCurrent: drawn === newest && isDrawable,
    drawing: isDrawable ? drawModel(model, view, drawn === newest ? { problems } : {}) : null,
    errors: errors.length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
    firstError: first?.text ?? '',
    firstErrorRange: first === undefined ? null : { start: first.range.start, end: first.range.end },
  };
}
