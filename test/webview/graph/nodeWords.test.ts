import { expect, it } from 'vitest';
import { drawModel } from '../../../src/core/drawing/drawModel.ts';
import { GRAPH_WORDS } from '../../../src/protocol/graphWords.ts';
import { nodeSentence } from '../../../webview/graph/nodeWords.ts';
import { modelOf } from '../../support/exampleSpecs.ts';

it('what is said of a node has sums of symbols in brackets', () => {
  const model = modelOf('input: [H, W, 3]\nlayers:\n  - upsample: 2\n  - pad: 1\n');
  const { nodes } = drawModel(model, { level: 'ops', toggled: {} });
  const pad = nodes.find(({ id }) => id === 'pad');
  if (pad === undefined) throw new Error('the drawing has no pad');
  expect(nodeSentence(pad, GRAPH_WORDS)).toContain('2·H×2·W×3 → (2·H + 2)×(2·W + 2)×3');
});
