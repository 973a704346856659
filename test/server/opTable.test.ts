import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnalyzeCommandOptions, analyzeCommand } from '../../src/cli/commands/analyze.ts';
import { chooseStyle } from '../../src/cli/text/style.ts';
import {
  OPS_REQUEST,
  OPS_TEXT_REQUEST,
  type OpTable,
  opTableSchema,
} from '../../src/protocol/graphOpTable.ts';
import { SPEC_REQUESTS } from '../../src/protocol/specInfo.ts';
import { exampleText } from '../support/exampleSpecs.ts';
import { LspClient, SPEC_URI } from '../support/lspClient.ts';

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

async function ops(folds: boolean): Promise<OpTable> {
  return opTableSchema.parse(await client.connection.sendRequest(OPS_REQUEST, { uri: SPEC_URI, folds }));
}

function printed(format: AnalyzeCommandOptions['format']): string {
  let text = '';
  const style = chooseStyle(false, {});
  analyzeCommand(
    join(import.meta.dirname, '../../examples/resnet-cifar10.resnet.yaml'),
    { format },
    {
      out: (more) => {
        text += more;
      },
      note: () => undefined,
      outEnded: new AbortController().signal,
      outStyle: style,
      noteStyle: style,
      width: null,
      isNoteInteractive: false,
    },
  );
  return text;
}

const CIFAR = exampleText('resnet-cifar10');

describe('the table of ops', () => {
  it('has each op with its figures, equal blocks once where it folds', async () => {
    await client.show(CIFAR);
    const folded = await ops(true);
    // Table 6 of the paper: ResNet-20 has 0.27M parameters; 269,722 with β, γ and the biases of the last layer.
    expect(folded).toMatchObject({ version: 1, folds: true, totals: { trainable: 269_722 } });
    const second = folded.rows.find(({ path }) => path === 'conv2_x.1–3.residual.branch.conv');
    expect(second).toMatchObject({
      times: 3,
      kind: 'conv',
      label: '3×3 conv, 16',
      output: [32, 32, 16],
      trainable: 9 * 16 * 16,
      macs: 32 * 32 * 9 * 16 * 16,
      activationBytes: 4 * 32 * 32 * 16,
      // Each block adds two 3×3 convolutions to the 3 pixels of conv1; here after one of them.
      sees: [
        { height: 5, width: 5, isExact: true, isWholeInput: false },
        { height: 13, width: 13, isExact: true, isWholeInput: false },
      ],
    });
    const all = await ops(false);
    expect(all.rows).toHaveLength(all.totals.ops);
    expect(all.rows.every(({ times }) => times === 1)).toBe(true);
    expect(folded.rows.reduce((sum, { times }) => sum + times, 0)).toBe(all.totals.ops);
  });

  it('says where each is written: what stands in a shipped block, where that is used', async () => {
    await client.show(CIFAR);
    const written = (row: OpTable['rows'][number] | undefined): string =>
      row?.range == null ? '' : CIFAR.slice(row.range.start, row.range.end);
    const { rows } = await ops(true);
    expect(written(rows.find(({ path }) => path === 'conv1'))).toMatch(/^(block|conv): /);
    expect(written(rows.find(({ path }) => path.startsWith('conv3_x.2')))).toMatch(/^stage: /);
  });

  it('is of what is drawn: the last text that could be while one is half typed, and the variant', async () => {
    await client.show(CIFAR);
    const before = await ops(true);
    await client.show(CIFAR.replace('  - pool:', '  - pol:'));
    expect(await ops(true)).toEqual(before);
    await client.show(CIFAR);
    await client.connection.sendRequest(SPEC_REQUESTS.selectVariant, { uri: SPEC_URI, variant: 'resnet110' });
    expect((await ops(true)).totals.trainable).toBe(1_727_962);
  });

  it('gives figures in symbols as they read, and nothing of what is not there', async () => {
    await client.show('input: [H, W, 3]\nlayers:\n  - conv: {filters: 8, kernel: 1, bias: false}\n');
    const { rows, totals } = await ops(true);
    expect(rows[0]).toMatchObject({ output: ['H', 'W', 8], trainable: 24, macs: '24·H·W' });
    expect(totals.activationBytes).toBe('32·H·W');
    expect(
      await client.connection.sendRequest(OPS_REQUEST, { uri: 'file:///other.resnet.yaml', folds: true }),
    ).toBeNull();
    expect(
      await client.connection.sendRequest(OPS_TEXT_REQUEST, { uri: 'file:///other', form: 'csv' }),
    ).toBeNull();
  });

  it.each(['csv', 'markdown'] as const)('gives the %s that the command line prints', async (form) => {
    await client.show(CIFAR);
    const text = await client.connection.sendRequest<string>(OPS_TEXT_REQUEST, { uri: SPEC_URI, form });
    expect(text).toBe(printed(form));
    expect(text).toContain('conv4_x');
  });
});
