import { modelFigures } from '../../core/analysis/modelFigures.ts';
import { analysisCsv } from '../../core/report/analysisCsv.ts';
import { analysisMarkdown } from '../../core/report/analysisMarkdown.ts';
import {
  OPS_REQUEST,
  OPS_TEXT_REQUEST,
  type OpTable,
  opsRequestSchema,
  opsTextRequestSchema,
} from '../../protocol/graphOpTable.ts';
import { hasParts } from '../drawable.ts';
import type { Feature } from '../feature.ts';
import { wireOpTable } from '../wireOpTable.ts';

/** The ops of what is drawn, for the table beside the drawing, and the same figures as a text. */
export const opTable: Feature = {
  capabilities: {},
  register({ connection, drawn }) {
    connection.onRequest(OPS_REQUEST, (params: unknown): OpTable | null => {
      const { uri, folds } = opsRequestSchema.parse(params);
      const document = drawn.get(uri);
      const model = document?.analysis.model ?? null;
      return document === undefined || !hasParts(model) ? null : wireOpTable(document.version, model, folds);
    });
    connection.onRequest(OPS_TEXT_REQUEST, (params: unknown): string | null => {
      const { uri, form } = opsTextRequestSchema.parse(params);
      const { model, plan, paper } = drawn.get(uri)?.analysis ?? { model: null };
      if (!hasParts(model)) return null;
      const figures = modelFigures(model, plan ?? null, null);
      return form === 'csv' ? analysisCsv(model, figures) : analysisMarkdown(model, paper ?? null, figures);
    });
  },
};
