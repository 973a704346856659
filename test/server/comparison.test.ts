import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMPARISON_REQUEST, comparisonAnswerSchema } from '../../src/protocol/comparison.ts';
import { LspClient } from '../support/lspClient.ts';

const SPEC = `parameters: {n: 2}
variants:
  small: {n: 2}
  large: {n: 4}
input: [8, 8, 4]
layers:
  - stage: {block: basic, filters: 4, repeat: $n}
    name: body
`;

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

const side = (name: string, variant: string | null, text = SPEC): object => ({ name, text, variant });

describe('a comparison', () => {
  it('says by meaning what differs between two variants of a text', async () => {
    const params = { before: side('net (small)', 'small'), after: side('net (large)', 'large') };
    const answer = comparisonAnswerSchema.parse(
      await client.connection.sendRequest(COMPARISON_REQUEST, params),
    );
    if (answer.type !== 'compared') throw new Error(answer.name);
    expect(answer.markdown).toContain('## net (small) → net (large)');
    // Two blocks more of two 3×3 convolutions from 4 to 4 and their norms.
    expect(answer.markdown).toContain(`(+${2 * (2 * 9 * 4 * 4 + 2 * 8)} parameters`);
    expect(answer.markdown).toContain('`body` repeat: 2 → 4');
  });

  it('names a spec that cannot be built', async () => {
    const params = { before: side('good', null), after: side('broken', null, 'layers: [') };
    const answer = comparisonAnswerSchema.parse(
      await client.connection.sendRequest(COMPARISON_REQUEST, params),
    );
    expect(answer).toEqual({ type: 'unreadable', name: 'broken' });
  });
});
