import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXPORT_REQUEST, exportAnswerSchema } from '../../src/protocol/drawingExport.ts';
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

it.each([
  ['svg', 'svg'],
  ['png', 'png'],
  ['pdf', 'pdf'],
  ['html', 'html'],
  ['mermaid', 'mmd'],
  ['dot', 'dot'],
  ['csv', 'csv'],
  ['markdown', 'md'],
  ['json', 'json'],
])('the panel writes %s as resnet graph does, to the byte', async (format, ending) => {
  const file = join(folder, `net.${ending}`);
  const { code, stderr } = runCli(['graph', spec, '--expand', 'stages', '--out', file]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('written')]);
  const request = { uri: SPEC_URI, view: { level: 'stages', toggled: {} }, format };
  const answer = exportAnswerSchema.parse(await client.connection.sendRequest(EXPORT_REQUEST, request));
  if (answer.type !== 'made') throw new Error(answer.message);
  const bytes = Buffer.from(answer.content, answer.isBinary ? 'base64' : 'utf8');
  expect(bytes.equals(readFileSync(file))).toBe(true);
  expect(answer.isBinary).toBe(format === 'png' || format === 'pdf');
});
