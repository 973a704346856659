import type { PackedDrawing } from '../../core/drawing/packedDrawing.ts';
import type { Packing } from '../../core/drawing/packing.ts';
import type { Model } from '../../core/model/model.ts';
import { packView } from '../../core/packView.ts';
import {
  DRAWING_CHANGED,
  DRAWING_REQUEST,
  type DrawingAnswer,
  type DrawingChanged,
  drawingRequestSchema,
  type GraphView,
} from '../../protocol/graph.ts';
import { comparisonOf } from '../comparisonOf.ts';
import type { SpecDocument } from '../documents.ts';
import { hasParts, toldError } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** A drawing that takes longer lets waiting messages be read in between: a keystroke's diagnostics come first. */
const AT_ONCE_MS = 4;

/** The drawing of a document for the graph panel, and the news that there is a newer one. */
export const drawing: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents, drawn, compared } = parts;
    documents.onAnalyzed(({ uri, version }) => {
      const changed: DrawingChanged = { uri, version };
      void connection.sendNotification(DRAWING_CHANGED, changed);
    });
    connection.onRequest(DRAWING_REQUEST, async (params: unknown): Promise<DrawingAnswer | null> => {
      const { uri, view, comparedWith } = drawingRequestSchema.parse(params);
      const newest = documents.get(uri);
      if (newest === undefined) return null;
      const shown = drawn.get(uri) ?? newest;
      const before =
        comparedWith === null
          ? null
          : { name: comparedWith.name, model: compared.get(uri, comparedWith)?.model ?? null };
      const packing = packingOf(newest, shown, { view, before }, parts);
      if (packing === null) return answerFor(newest, shown, before, null, parts);
      const made = await inSteps(packing, () => documents.isNewest(newest));
      return made === null ? null : answerFor(newest, shown, before, made, parts);
    });
  },
};

/** What it is compared with, and its model where it could be built. */
interface Before {
  readonly name: string;
  readonly model: Model | null;
}

/** Null where there is nothing to draw. */
function packingOf(
  newest: SpecDocument,
  shown: SpecDocument,
  { view, before }: { readonly view: GraphView; readonly before: Before | null },
  { format }: ServerParts,
): Packing | null {
  const { analysis } = shown;
  const { model } = analysis;
  if (!hasParts(model)) return null;
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ message, range }) => ({ range, text: format(message) }));
  // In an older text the places of the newest one's mistakes mean nothing.
  const options = shown === newest ? { problems } : {};
  return packView({ analysis, model, view, before: before?.model ?? null }, options);
}

/** Null once it is out of date: whoever asked is told of the newer text. */
async function inSteps(packing: Packing, isWanted: () => boolean): Promise<PackedDrawing | null> {
  let rested = performance.now();
  for (;;) {
    const { done, value } = packing.next();
    if (done === true) return value;
    if (performance.now() - rested < AT_ONCE_MS) continue;
    // What has come meanwhile is read in the first turn and seen to in the second.
    await turn();
    await turn();
    if (!isWanted()) return null;
    rested = performance.now();
  }
}

function turn(): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, 0);
  });
}

/** The mistakes of the newest text with the drawing of the one that can be drawn. */
function answerFor(
  newest: SpecDocument,
  shown: SpecDocument,
  before: Before | null,
  drawing: PackedDrawing | null,
  { format }: ServerParts,
): DrawingAnswer {
  const { diagnostics } = newest.analysis;
  const { model } = shown.analysis;
  const told = toldError(newest.analysis);
  return {
    version: shown.version,
    isCurrent: shown === newest && drawing !== null,
    drawing,
    newestVersion: newest.version,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
    error: told === null ? '' : format(told.message),
    errorRange: told === null ? null : { start: told.range.start, end: told.range.end },
    comparison:
      drawing !== null && before !== null && model !== null
        ? comparisonOf(before.name, before.model, model)
        : null,
  };
}
