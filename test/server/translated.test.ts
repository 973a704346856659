import { config } from '@vscode/l10n';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SignatureHelpRequest } from 'vscode-languageserver-protocol';
import { LspClient, placeOf } from '../support/lspClient.ts';

let client: LspClient;

beforeEach(async () => {
  config({
    contents: {
      'fits here': 'passt hier',
      'kind of layer': 'Art von Schicht',
      'Must be given.': 'Muss angegeben werden.',
      'Required parameters: {parameters}.': 'Nötig: {parameters}.',
    },
  });
  client = await LspClient.start();
});

afterEach(() => {
  config({ contents: {} });
  expect(client.errors).toEqual([]);
  client.dispose();
});

it('completion and signatures speak the language of the editor', async () => {
  const text =
    'input: [8, 8, 24]\nlayers:\n  - residual: {branch: [{conv: {filters: 3}}], shortcut: identity}\n  - \n';
  await client.show(text);
  const kinds = await client.complete({ line: 3, character: 4 });
  expect(kinds.find(({ label }) => label === 'conv')?.detail).toBe('Art von Schicht');
  expect(kinds.find(({ label }) => label === 'stage of basic')?.documentation).toMatchObject({
    value: expect.stringMatching(/\n\nNötig: `filters`\.\n\n/) as unknown,
  });
  const numbers = await client.complete(placeOf(text, '3}'));
  expect(numbers.find(({ label }) => label === '24')?.detail).toBe('passt hier');

  const use = 'layers:\n  - stage: {block: basic, filters: 3}\n';
  await client.show(use);
  const help = await client.at(SignatureHelpRequest.type, placeOf(use, 'filters'), {});
  expect(help?.signatures[0]?.parameters?.[0]?.documentation).toMatchObject({
    value: 'Muss angegeben werden.',
  });
});
