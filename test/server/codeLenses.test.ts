import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CodeLens, CodeLensRefreshRequest, CodeLensRequest } from 'vscode-languageserver-protocol';
import { SPEC_REQUESTS } from '../../src/protocol/specInfo.ts';
import { exampleText } from '../support/exampleSpecs.ts';
import { LspClient, placeOf, SPEC_URI } from '../support/lspClient.ts';

const SPEC = exampleText('resnet-cifar10');
let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
  await client.show(SPEC);
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

const ask = async (): Promise<readonly CodeLens[]> => (await client.whole(CodeLensRequest.type, {})) ?? [];

it('shows the figures above the model, with what can be done, and above each stage', async () => {
  const lenses = await ask();
  expect(lenses.map(({ command }) => command?.title.split(' · ')[0])).toEqual([
    '269,722 parameters',
    'Open Graph',
    'Train',
    '14,016 parameters (5.2 %)',
    '51,072 parameters (18.9 %)',
    '203,520 parameters (75.5 %)',
  ]);
  expect(lenses[0]?.range.start).toEqual(placeOf(SPEC, 'model:'));
  expect(lenses[1]?.command).toMatchObject({ command: 'resnetDesigner.openGraph', arguments: [SPEC_URI] });
  expect(lenses[3]?.range.start).toEqual(placeOf(SPEC, 'stage:'));
});

it('offers no training to a spec that says nothing of one', async () => {
  await client.show('model: x\ninput: [4]\nlayers: [dense: 2]\n');
  expect((await ask()).map(({ command }) => command?.title)).toEqual([
    '10 parameters · 8 multiply-adds · < 0.01 MiB activations per example',
    'Open Graph',
  ]);
});

it('follows the variant that is shown, and has the editor ask again', async () => {
  let refreshed = 0;
  client.connection.onRequest(CodeLensRefreshRequest.type, () => {
    refreshed++;
  });
  await client.connection.sendRequest(SPEC_REQUESTS.selectVariant, { uri: SPEC_URI, variant: 'resnet110' });
  expect((await ask())[0]?.command?.title).toContain('1,727,962 parameters');
  expect(refreshed).toBe(1);
});
