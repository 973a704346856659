import type { Analysis } from '../../core/analyze.ts';
import { tryExcerpt } from '../../core/excerpt/tryExcerpt.ts';
import {
  COMPLETE_REQUEST,
  completeRequestSchema,
  INSPECT_REQUEST,
  type InspectAnswer,
  inspectRequestSchema,
  type Offered,
  TRY_REQUEST,
  type TryAnswer,
  tryRequestSchema,
} from '../../protocol/graphInspector.ts';
import type { Feature } from '../feature.ts';
import { inspect, judge, offers } from '../inspection.ts';

/** The selected layer by itself: explained, tried with another text, completed. Null for another version. */
export const inspector: Feature = {
  capabilities: {},
  register({ connection, documents, format }) {
    const analysisOf = (uri: string, version: number): Analysis | null => {
      const document = documents.get(uri);
      return document?.version === version ? document.analysis : null;
    };
    connection.onRequest(INSPECT_REQUEST, (params: unknown): InspectAnswer | null => {
      const { uri, version, offset } = inspectRequestSchema.parse(params);
      const analysis = analysisOf(uri, version);
      return analysis === null ? null : inspect(analysis, offset, format);
    });
    connection.onRequest(TRY_REQUEST, (params: unknown): TryAnswer | null => {
      const { uri, version, excerpt, text } = tryRequestSchema.parse(params);
      const analysis = analysisOf(uri, version);
      return analysis === null ? null : judge(analysis, tryExcerpt(analysis, excerpt, text), format);
    });
    connection.onRequest(COMPLETE_REQUEST, (params: unknown): Offered[] | null => {
      const { uri, version, excerpt, text, offset } = completeRequestSchema.parse(params);
      const analysis = analysisOf(uri, version);
      return analysis === null ? null : offers(tryExcerpt(analysis, excerpt, text), offset, format);
    });
  },
};
