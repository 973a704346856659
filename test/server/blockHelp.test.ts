import { afterEach, beforeEach, expect, it } from 'vitest';
import { DocumentLinkRequest, SignatureHelpRequest } from 'vscode-languageserver-protocol';
import { LspClient, placeOf, rangeOfWord } from '../support/lspClient.ts';

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

it('shows the parameters of a block while they are written', async () => {
  const text = 'input: [8, 8, 4]\nlayers:\n  - stage: {block: basic, stride: 2}\n';
  await client.show(text);
  const help = await client.at(SignatureHelpRequest.type, placeOf(text, '2}'), {});
  expect(help?.signatures[0]).toMatchObject({
    label: 'basic(filters, stride = 1, shortcut)',
    activeParameter: 1,
  });
  expect(help?.signatures[0]?.parameters?.[0]?.label).toEqual([6, 13]);
  expect(await client.at(SignatureHelpRequest.type, placeOf(text, 'input'), {})).toBe(null);
});

it('links to the papers', async () => {
  const text = '# after arXiv 1603.05027\npaper: he2015-cifar\ninput: [8, 8, 4]\n';
  await client.show(text);
  const links = await client.whole(DocumentLinkRequest.type, {});
  expect(links).toEqual([
    {
      range: rangeOfWord(text, '1603.05027'),
      target: 'https://arxiv.org/abs/1603.05027',
      tooltip: 'Open the paper, arXiv 1603.05027',
    },
    {
      range: rangeOfWord(text, 'he2015-cifar'),
      target: 'https://arxiv.org/abs/1512.03385',
      tooltip: 'Open the paper, arXiv 1512.03385',
    },
  ]);
});
