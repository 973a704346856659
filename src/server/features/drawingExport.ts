import { exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import { EXPORT_REQUEST, type ExportAnswer, exportRequestSchema } from '../../protocol/drawingExport.ts';
import type { SpecDocument } from '../documents.ts';
import { hasParts, isDrawable } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing that the panel shows as a file, the same as `resnet graph` writes. Null where nothing is drawn. */
export const drawingExport: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents } = parts;
    /** While something is half typed, the panel shows the last text that could be drawn. */
    const lastGood = new Map<string, SpecDocument>();
    documents.onAnalyzed((document) => {
      if (isDrawable(document.analysis)) lastGood.set(document.uri, document);
    });
    documents.onClosed((uri) => lastGood.delete(uri));
    connection.onRequest(EXPORT_REQUEST, async (params: unknown): Promise<ExportAnswer | null> => {
      const { uri, view, format } = exportRequestSchema.parse(params);
      const newest = documents.get(uri);
      if (newest === undefined) return null;
      const { analysis } = isDrawable(newest.analysis) ? newest : (lastGood.get(uri) ?? newest);
      const { model } = analysis;
      if (!hasParts(model)) return null;
      try {
        const { content, missing } = await exportDrawing(
          format,
          { analysis, model, view },
          null,
          parts.exportFiles,
        );
        const isBinary = typeof content !== 'string';
        const text = isBinary ? Buffer.from(content).toString('base64') : content;
        return { type: 'made', content: text, isBinary, missing };
      } catch (error) {
        return failed(error, parts);
      }
    });
  },
};

function failed(error: unknown, { format }: ServerParts): ExportAnswer {
  if (!(error instanceof ExportFailure)) throw error;
  return { type: 'failed', message: `${format(error.reason)} ${format(error.whatToDo)}` };
}
