import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CodeLensRequest,
  DefinitionRequest,
  DidOpenTextDocumentNotification,
  DocumentFormattingRequest,
  type DocumentHighlight,
  DocumentHighlightRequest,
  type Hover,
  HoverRequest,
  type LocationLink,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { BLOCK_PAGE_REQUEST } from '../../src/protocol/blockPage.ts';
import { LspClient, placeOf, rangeOfWord, SPEC_URI } from '../support/lspClient.ts';

const SPEC = `input: [8, 8, 4]
blocks:
  mine:
    parameters: {filters: required}
    layers:
      - conv: $filters
layers:
  - conv: 4
    name: stem
  - block: {type: mine, filters: 4}
  - stage: {block: mine, filters: 4}
  - stage: {block: basic, filters: 4}
  - add: [stage, stem]
`;

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
  await client.show(SPEC);
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

const links = async (word: string, occurrence = 1): Promise<LocationLink[]> =>
  ((await client.at(DefinitionRequest.type, placeOf(SPEC, word, occurrence), {})) ?? []) as LocationLink[];

describe('go to definition', () => {
  it('leads to the layer, the block and the parameter of the file', async () => {
    expect(await links('stem', 2)).toMatchObject([
      { targetUri: SPEC_URI, targetSelectionRange: rangeOfWord(SPEC, 'stem') },
    ]);
    expect(await links('mine', 2)).toMatchObject([
      { originSelectionRange: rangeOfWord(SPEC, 'mine', 2), targetSelectionRange: rangeOfWord(SPEC, 'mine') },
    ]);
    expect(await links('filters: 4')).toMatchObject([{ targetSelectionRange: rangeOfWord(SPEC, 'filters') }]);
  });

  it('leads into the page of a shipped block', async () => {
    const [link, ...more] = await links('basic');
    expect(more).toEqual([]);
    expect(link?.targetUri).toBe('resnet-block:/basic.resnet.yaml');
    const page = await client.connection.sendRequest<string | null>(BLOCK_PAGE_REQUEST, {
      uri: link?.targetUri,
    });
    const line = page?.split('\n')[link?.targetSelectionRange.start.line ?? -1];
    expect(line).toBe('  basic:');
    expect(page).toContain('shortcut: $shortcut');
  });

  it('has no page for anything else', async () => {
    for (const uri of ['resnet-block:/none.resnet.yaml', 'file:///basic.resnet.yaml', 'resnet-block:/a/b'])
      expect(await client.connection.sendRequest(BLOCK_PAGE_REQUEST, { uri })).toBe(null);
  });
});

describe('on the page of a shipped block', () => {
  const uri = 'resnet-block:/basic.resnet.yaml';
  const pageText = async (): Promise<string> =>
    (await client.connection.sendRequest<string | null>(BLOCK_PAGE_REQUEST, { uri })) ?? '';
  const ask = async <R>(method: string, word: string, more: object = {}): Promise<R> =>
    client.connection.sendRequest<R>(method, {
      textDocument: { uri },
      position: placeOf(await pageText(), word),
      ...more,
    });

  it('what stands there is explained, also before the editor has opened it', async () => {
    const hover = await ask<Hover>(HoverRequest.method, 'conv: {filters');
    expect(hover.contents).toMatchObject({
      value: expect.stringContaining('A convolution, then its norm') as unknown,
    });
  });

  it('names lead to their declarations and are marked', async () => {
    const text = await pageText();
    const [link] = await ask<LocationLink[]>(DefinitionRequest.method, 'filters, kernel');
    expect(link).toMatchObject({ targetUri: uri, targetSelectionRange: rangeOfWord(text, 'filters') });
    const marks = await ask<DocumentHighlight[]>(DocumentHighlightRequest.method, 'stride}');
    expect(marks.map(({ kind }) => kind)).toEqual([3, 2]);
  });

  it('nothing can be renamed, changed or trained, and nothing is wrong', async () => {
    const text = await pageText();
    await client.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'resnet', version: 1, text },
    });
    expect(await ask(PrepareRenameRequest.method, '$filters')).toBe(null);
    expect(await ask(CodeLensRequest.method, 'basic')).toEqual([]);
    expect(await ask(DocumentFormattingRequest.method, 'basic', { options: {} })).toEqual([]);
    // The answer about a text that was opened later comes after all about the page.
    await client.edit(rangeOfWord(SPEC, 'mine'), 'mine');
    expect(client.published.map((each) => each.uri)).not.toContain(uri);
  });

  it('has nothing to say of a block that does not exist', async () => {
    const hover = client.connection.sendRequest(HoverRequest.method, {
      textDocument: { uri: 'resnet-block:/none.resnet.yaml' },
      position: { line: 0, character: 0 },
    });
    expect(await hover).toBe(null);
  });
});

describe('references', () => {
  it('are listed, with the declaration where it is asked for', async () => {
    const ask = (includeDeclaration: boolean) =>
      client.at(ReferencesRequest.type, placeOf(SPEC, 'mine', 3), { context: { includeDeclaration } });
    const uri = SPEC_URI;
    const uses = [2, 3].map((occurrence) => ({ uri, range: rangeOfWord(SPEC, 'mine', occurrence) }));
    expect(await ask(false)).toEqual(uses);
    expect(await ask(true)).toEqual([{ uri, range: rangeOfWord(SPEC, 'mine') }, ...uses]);
  });

  it('are marked', async () => {
    const marks = await client.at(DocumentHighlightRequest.type, placeOf(SPEC, 'stem'), {});
    expect(marks).toEqual([
      { range: rangeOfWord(SPEC, 'stem'), kind: 3 },
      { range: rangeOfWord(SPEC, 'stem', 2), kind: 2 },
    ]);
  });
});

describe('rename', () => {
  it('changes every place, for the version that it was asked of', async () => {
    const edit = await client.at(RenameRequest.type, placeOf(SPEC, 'mine', 2), { newName: 'unit' });
    const edits = [1, 2, 3].map((occurrence) => ({
      range: rangeOfWord(SPEC, 'mine', occurrence),
      newText: 'unit',
    }));
    expect(edit).toEqual<WorkspaceEdit>({
      documentChanges: [{ textDocument: { uri: SPEC_URI, version: 1 }, edits }],
    });
  });

  it('says before typing what will be renamed, or why nothing will', async () => {
    expect(await client.at(PrepareRenameRequest.type, placeOf(SPEC, 'stem', 2), {})).toEqual({
      range: rangeOfWord(SPEC, 'stem', 2),
      placeholder: 'stem',
    });
    await expect(client.at(PrepareRenameRequest.type, placeOf(SPEC, 'basic'), {})).rejects.toThrow(
      '`basic` ships with ResNet Designer.',
    );
    await expect(client.at(RenameRequest.type, placeOf(SPEC, 'stem'), { newName: 'stage' })).rejects.toThrow(
      'would mean something else',
    );
  });
});
