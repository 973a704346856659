import { analyze } from '../../core/analyze.ts';
import { diffMarkdown } from '../../core/diff/diffMarkdown.ts';
import { diffModels } from '../../core/diff/diffModels.ts';
import type { Model } from '../../core/model/model.ts';
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
      const [old, young] = [modelOf(before), modelOf(after)];
      if (old === null) return { type: 'unreadable', name: before.name };
      if (young === null) return { type: 'unreadable', name: after.name };
      const names = { before: before.name, after: after.name };
      return { type: 'compared', markdown: diffMarkdown(diffModels(old, young), names) };
    });
  },
};

function modelOf({ text, variant }: ComparisonRequest['before']): Model | null {
  return analyze(text, variant === null ? {} : { variant }).model;
}
