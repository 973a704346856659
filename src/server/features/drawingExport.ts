import type { Analysis } from '../../core/analyze.ts';
import type { BuiltSpec } from '../../core/export/exportText.ts';
import { exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import { EXPORT_REQUEST, type ExportAnswer, exportRequestSchema } from '../../protocol/drawingExport.ts';
import { hasParts } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing that the panel shows as a file, the same as `resnet graph` writes. Null where nothing is drawn. */
export const drawingExport: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, drawn, compared } = parts;
    connection.onRequest(EXPORT_REQUEST, async (params: unknown): Promise<ExportAnswer | null> => {
      const { uri, view, format, scale, comparedWith } = exportRequestSchema.parse(params);
      const analysis = drawn.get(uri)?.analysis;
      const model = analysis?.model ?? null;
      if (analysis === undefined || !hasParts(model)) return null;
      try {
        const name = decodeURIComponent(uri.replace(/^.*\//, ''));
        const before =
          comparedWith === null ? null : builtSpec(comparedWith.name, compared.get(uri, comparedWith));
        const source = { name, analysis, model, view, before };
        const { content, missing } = await exportDrawing(format, source, scale, parts.exportFiles);
        const isBinary = typeof content !== 'string';
        const text = isBinary ? Buffer.from(content).toString('base64') : content;
        return { type: 'made', content: text, isBinary, missing };
      } catch (error) {
        return failed(error, parts);
      }
    });
  },
};

/** Null for one that cannot be built: nothing is marked then, as in the panel. */
function builtSpec(name: string, analysis: Analysis): BuiltSpec | null {
  const { model } = analysis;
  return model === null ? null : { name, analysis, model };
}

function failed(error: unknown, { format }: ServerParts): ExportAnswer {
  if (!(error instanceof ExportFailure)) throw error;
  return { type: 'failed', message: `${format(error.reason)} ${format(error.whatToDo)}` };
}
