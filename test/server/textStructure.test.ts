import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  DocumentFormattingRequest,
  FoldingRangeRequest,
  SelectionRangeRequest,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LspClient, placeOf, rangeOfWord, SPEC_URI } from '../support/lspClient.ts';

const SPEC = `input: [ 8, 8, 4 ]
# a
# b
layers:
- conv:   {filters: 4}   # behind
  name: x
- relu`;

let client: LspClient;

beforeEach(async () => {
  client = await LspClient.start();
  await client.show(SPEC);
});

afterEach(() => {
  expect(client.errors).toEqual([]);
  client.dispose();
});

it('formats by edits that leave everything else alone', async () => {
  const options = { tabSize: 4, insertSpaces: true };
  const edits = (await client.whole(DocumentFormattingRequest.type, { options })) ?? [];
  const document = TextDocument.create(SPEC_URI, 'resnet', 1, SPEC);
  expect(TextDocument.applyEdits(document, edits)).toBe(`input: [8, 8, 4]

# a
# b
layers:
  - conv: {filters: 4}   # behind
    name: x
  - relu
`);
  expect(
    edits.every(({ newText, range }) => newText.length < 5 && range.end.line - range.start.line < 2),
  ).toBe(true);
});

it('folds', async () => {
  const ranges = await client.whole(FoldingRangeRequest.type, {});
  expect(ranges).toEqual([
    { startLine: 1, endLine: 2, kind: 'comment' },
    { startLine: 3, endLine: 6 },
    { startLine: 4, endLine: 5 },
  ]);
});

it('grows a selection', async () => {
  const ranges = await client.whole(SelectionRangeRequest.type, { positions: [placeOf(SPEC, 'filters')] });
  const [first] = ranges ?? [];
  expect(first?.range).toEqual(rangeOfWord(SPEC, 'filters'));
  expect(first?.parent?.range).toEqual(rangeOfWord(SPEC, 'filters: 4'));
  expect(first?.parent?.parent?.range).toEqual(rangeOfWord(SPEC, '{filters: 4}'));
});
