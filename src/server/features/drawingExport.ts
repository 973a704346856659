import { exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import { EXPORT_REQUEST, type ExportAnswer, exportRequestSchema } from '../../protocol/drawingExport.ts';
import { hasParts } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing that the panel shows as a file, the same as `resnet graph` writes. Null where nothing is drawn. */
export const drawingExport: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, drawn } = parts;
    connection.onRequest(EXPORT_REQUEST, async (params: unknown): Promise<ExportAnswer | null> => {
      const { uri, view, format } = exportRequestSchema.parse(params);
      const analysis = drawn.get(uri)?.analysis;
      const model = analysis?.model ?? null;
      if (analysis === undefined || !hasParts(model)) return null;
      try {
        const { content, missing } = await exportDrawing(
          format,
          { name: decodeURIComponent(uri.replace(/^.*\//, '')), analysis, model, view },
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
