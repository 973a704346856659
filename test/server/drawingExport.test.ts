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
  more: Partial<ExportRequest> = {},
): Promise<ExportAnswer | null> {
  const request: ExportRequest = { uri: SPEC_URI, view, format, comparedWith: null, scale: null, ...more };
  const answer = await client.connection.sendRequest(EXPORT_REQUEST, request);
  return exportAnswerSchema.nullable().parse(answer);
}

function expected(text: string, view: GraphView): object {
  const analysis = analyze(text);
  if (analysis.model === null) throw new Error('no model');
  const content = exportText('svg', { name: '', analysis, model: analysis.model, view, before: null });
  return { type: 'made', content, isBinary: false, missing: '', isCurrent: true };
}

it('is what is open in the panel, and no more', async () => {
  await client.show(SPEC);
  const answer = await exported('svg');
  expect(answer).toEqual(expected(SPEC, OPENED));
  const closed = await exported('svg', { level: 'stages', toggled: {} });
  expect(closed).not.toEqual(answer);
});

it('is the last text that could be drawn while something is half typed, and says so', async () => {
  await client.show(SPEC);
  // As the panel does.
  await client.connection.sendRequest(DRAWING_REQUEST, { uri: SPEC_URI, view: OPENED });
  const half = SPEC.replace('layers:', 'layers:\n  - con');
  expect(half).not.toBe(SPEC);
  await client.show(half);
  expect(await exported('svg')).toEqual({ ...expected(SPEC, OPENED), isCurrent: false });
});

it('is nothing for what cannot be drawn or is not open', async () => {
  await client.show('layers:\n');
  expect(await exported('svg')).toBeNull();
  expect(await exported('svg', OPENED, { uri: 'file:///other.resnet.yaml' })).toBeNull();
});

it('says why a picture cannot be made, and the largest scale at which it can', async () => {
  await client.show('input: [8, 8, 4]\nlayers:\n  - stage: {block: basic, filters: 4, repeat: 200}\n');
  const ops: GraphView = { level: 'ops', toggled: {} };
  const answer = await exported('png', ops);
  if (answer?.type !== 'failed') throw new Error('a picture was made');
  const [, pixels, scale] =
    /^The drawing would be ([\d,]+) pixels long, too large for a PNG\. Write an \.svg, take a scale of ([\d.]+) or less, or show less\.$/.exec(
      answer.message,
    ) ?? [];
  const longest = Number(pixels?.replaceAll(',', ''));
  // The longest side of a picture is 16,000 pixels.
  expect(longest * Number(scale)).toBeLessThanOrEqual(16_000);
  expect(longest * (Number(scale) + 0.01)).toBeGreaterThan(16_000);
  const tooMuch = await exported('png', ops, { scale: Number(scale) + 0.01 });
  expect(tooMuch?.type).toBe('failed');
});

it('names no scale for a picture where none is small enough', async () => {
  await client.show('input: [8, 8, 4]\nlayers:\n  - stage: {block: basic, filters: 4, repeat: 800}\n');
  const answer = await exported('png', { level: 'ops', toggled: {} });
  expect(answer).toMatchObject({
    message: expect.stringMatching(/ Write an \.svg, or show less\.$/) as unknown,
  });
});

it('writes no table of the ops where the changes were asked for and the other spec cannot be built', async () => {
  await client.show(SPEC);
  const comparedWith = { name: 'broken.resnet.yaml', text: 'layers: nothing', variant: null };
  for (const format of ['csv', 'markdown'] as const) {
    expect(await exported(format, OPENED, { comparedWith })).toEqual({
      type: 'failed',
      message:
        'broken.resnet.yaml could not be built, so there are no changes to write. Mend the mistakes in it, or compare with something else.',
    });
  }
  // A drawing there is: without marks, as in the panel.
  expect(await exported('svg', OPENED, { comparedWith })).toEqual(expected(SPEC, OPENED));
});
