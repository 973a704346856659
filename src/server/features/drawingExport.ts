import { message } from '../../core/diagnostics/message.ts';
import { exportDrawing } from '../../pictures/exportDrawing.ts';
import { ExportFailure } from '../../pictures/exportFailure.ts';
import {
  EXPORT_REQUEST,
  type ExportAnswer,
  type ExportRequest,
  exportRequestSchema,
} from '../../protocol/drawingExport.ts';
import { hasParts } from '../drawable.ts';
import type { Feature, ServerParts } from '../feature.ts';

/** The drawing that the panel shows as a file, the same as `resnet graph` writes. Null where nothing is drawn. */
export const drawingExport: Feature = {
  capabilities: {},
  register(parts) {
    const { connection, documents, drawn, compared } = parts;
    connection.onRequest(EXPORT_REQUEST, async (params: unknown): Promise<ExportAnswer | null> => {
      const { uri, view, format, scale, comparedWith } = exportRequestSchema.parse(params);
      const document = drawn.get(uri);
      const analysis = document?.analysis;
      const model = analysis?.model ?? null;
      if (analysis === undefined || !hasParts(model)) return null;
      const isCurrent = document === documents.get(uri);
      try {
        const name = decodeURIComponent(uri.replace(/^.*\//, ''));
        const before = comparedWith === null ? null : compared.get(uri, comparedWith);
        if (comparedWith !== null && before === null && isTable(format)) throw noChanges(comparedWith.name);
        const source = { name, analysis, model, view, before };
        const { content, missing } = await exportDrawing(format, source, scale, parts.exportFiles);
        const isBinary = typeof content !== 'string';
        const text = isBinary ? Buffer.from(content).toString('base64') : content;
        return { type: 'made', content: text, isBinary, missing, isCurrent };
      } catch (error) {
        return failed(error, parts);
      }
    });
  },
};

/** Of the ops, or of what differs where two specs are compared. */
function isTable(format: ExportRequest['format']): boolean {
  return format === 'csv' || format === 'markdown';
}

/** Without the other spec there is no telling what differs, and a table of the ops was not asked for. */
function noChanges(name: string): ExportFailure {
  return new ExportFailure(
    'uncomparable',
    message('{name} could not be built, so there are no changes to write.', { name }),
    message('Mend the mistakes in it, or compare with something else.'),
  );
}

function failed(error: unknown, { format }: ServerParts): ExportAnswer {
  if (!(error instanceof ExportFailure)) throw error;
  return { type: 'failed', message: `${format(error.reason)} ${format(error.whatToDo)}` };
}
