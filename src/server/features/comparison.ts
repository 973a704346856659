import { type Analysis, analyze } from '../../core/analyze.ts';
import { specDiffMarkdown } from '../../core/diff/specDiffMarkdown.ts';
import {
  COMPARISON_REQUEST,
  type ComparisonAnswer,
  type ComparisonRequest,
  comparisonRequestSchema,
} from '../../protocol/comparison.ts';
import type { Feature } from '../feature.ts';

/** What differs between two texts by meaning: the same words as `resnet diff` has. */
export const comparison: Feature = {
  capabilities: {},
  register({ connection }) {
    connection.onRequest<ComparisonAnswer, never>(COMPARISON_REQUEST, (params: unknown) => {
      const { before, after } = comparisonRequestSchema.parse(params);
      const [old, young] = [read(before), read(after)];
      if (old.model === null) return { type: 'unreadable', name: before.name };
      if (young.model === null) return { type: 'unreadable', name: after.name };
      const [earlier, later] = [
        { name: before.name, model: old.model, plan: old.plan },
        { name: after.name, model: young.model, plan: young.plan },
      ];
      return { type: 'compared', markdown: specDiffMarkdown(earlier, later) };
    });
  },
};

function read({ text, variant }: ComparisonRequest['before']): Analysis {
  return analyze(text, variant === null ? {} : { variant });
}
