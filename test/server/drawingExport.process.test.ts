import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXPORT_REQUEST, type ExportRequest, exportAnswerSchema } from '../../src/protocol/drawingExport.ts';
import { exampleText } from '../support/exampleSpecs.ts';
import { LspClient, SPEC_URI } from '../support/lspClient.ts';
import { runCli } from '../support/runCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'resnet-export-'));
/** Named as the editor's. */
const spec = join(folder, 'net.resnet.yaml');
let client: LspClient;

beforeAll(async () => {
  writeFileSync(spec, exampleText('resnet-imagenet-basic'));
  client = await LspClient.start();
  await client.show(exampleText('resnet-imagenet-basic'));
});

afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true });
});

const FORMATS: readonly (readonly [ExportRequest['format'], string])[] = [
  ['svg', 'svg'],
  ['png', 'png'],
  ['pdf', 'pdf'],
  ['html', 'html'],
  ['mermaid', 'mmd'],
  ['dot', 'dot'],
  ['csv', 'csv'],
  ['markdown', 'md'],
  ['json', 'json'],
];

/** What the server writes for the panel. */
async function fromPanel(request: Omit<ExportRequest, 'uri' | 'view'>): Promise<Buffer> {
  const whole: ExportRequest = { uri: SPEC_URI, view: { level: 'stages', toggled: {} }, ...request };
  const answer = exportAnswerSchema.parse(await client.connection.sendRequest(EXPORT_REQUEST, whole));
  if (answer.type !== 'made') throw new Error(answer.message);
  expect(answer.isBinary).toBe(['png', 'pdf'].includes(request.format));
  return Buffer.from(answer.content, answer.isBinary ? 'base64' : 'utf8');
}

function fromCommandLine(ending: string, ...options: readonly string[]): Buffer {
  const file = join(folder, `net.${ending}`);
  const { code, stderr } = runCli(['graph', spec, '--expand', 'stages', '--out', file, ...options]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('written')]);
  return readFileSync(file);
}

it.each(FORMATS)('the panel writes %s as resnet graph does, to the byte', async (format, ending) => {
  const made = await fromPanel({ format, comparedWith: null, scale: null });
  expect(made.equals(fromCommandLine(ending))).toBe(true);
});

it.each(FORMATS)('and so it does a comparison as %s', async (format, ending) => {
  const text = exampleText('resnet-imagenet-basic');
  const comparedWith = { name: 'net.resnet.yaml (resnet18)', text, variant: 'resnet18' };
  const made = await fromPanel({ format, comparedWith, scale: null });
  expect(made.equals(fromCommandLine(ending, '--before-variant', 'resnet18'))).toBe(true);
  expect(made.equals(await fromPanel({ format, comparedWith: null, scale: null }))).toBe(false);
});

it('writes a PNG at a scale, and a comparison with what cannot be built without marks', async () => {
  const made = await fromPanel({ format: 'png', comparedWith: null, scale: 3 });
  expect(made.equals(fromCommandLine('png', '--scale', '3'))).toBe(true);
  const broken = { name: 'broken', text: 'layers:\n', variant: null };
  const unmarked = await fromPanel({ format: 'svg', comparedWith: broken, scale: null });
  expect(unmarked.equals(fromCommandLine('svg'))).toBe(true);
});
