import { afterEach, beforeEach, expect, it } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { exportText } from '../../src/core/export/exportText.ts';
import {
  EXPORT_REQUEST,
  type ExportAnswer,
  type ExportRequest,
  exportAnswerSchema,
} from '../../src/protocol/drawingExport.ts';
import { DRAWING_REQUEST, type GraphView } from '../../src/protocol/graph.ts';
import { exampleText } from '../support/exampleSpecs.ts';
import { LspClient, SPEC_URI } from '../support/lspClient.ts';

const SPEC = exampleText('resnet20-digits');
const OPENED: GraphView = { level: 'stages', toggled: { conv3_x: true } };

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

async function exported(
  format: ExportRequest['format'],
  view: GraphView = OPENED,
  uri = SPEC_URI,
): Promise<ExportAnswer | null> {
  const request: ExportRequest = { uri, view, format, comparedWith: null, scale: null };
  const answer = await client.connection.sendRequest(EXPORT_REQUEST, request);
  return exportAnswerSchema.nullable().parse(answer);
}

function expected(text: string, view: GraphView): object {
  const analysis = analyze(text);
  if (analysis.model === null) throw new Error('no model');
  const content = exportText('svg', { name: '', analysis, model: analysis.model, view, before: null });
  return { type: 'made', content, isBinary: false, missing: '' };
}

it('is what is open in the panel, and no more', async () => {
  await client.show(SPEC);
  const answer = await exported('svg');
  expect(answer).toEqual(expected(SPEC, OPENED));
  const closed = await exported('svg', { level: 'stages', toggled: {} });
  expect(closed).not.toEqual(answer);
});

it('is the last text that could be drawn while something is half typed', async () => {
  await client.show(SPEC);
  // As the panel does.
  await client.connection.sendRequest(DRAWING_REQUEST, { uri: SPEC_URI, view: OPENED });
  const half = SPEC.replace('layers:', 'layers:\n  - con');
  expect(half).not.toBe(SPEC);
  await client.show(half);
  expect(await exported('svg')).toEqual(expected(SPEC, OPENED));
});

it('is nothing for what cannot be drawn or is not open', async () => {
  await client.show('layers:\n');
  expect(await exported('svg')).toBeNull();
  expect(await exported('svg', OPENED, 'file:///other.resnet.yaml')).toBeNull();
});

it('says why a picture cannot be made', async () => {
  await client.show('input: [8, 8, 4]\nlayers:\n  - stage: {block: basic, filters: 4, repeat: 200}\n');
  expect(await exported('png', { level: 'ops', toggled: {} })).toEqual({
    type: 'failed',
    message: expect.stringMatching(
      /^The drawing would be [\d,]+ pixels long, too large for a PNG\. Write an \.svg/,
    ) as unknown,
  });
});
