import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CodeLensRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  ErrorCodes,
  FoldingRangeRequest,
  type Position,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol';
import { DRAWING_REQUEST } from '../../src/protocol/graph.ts';
import { SPEC_REQUESTS } from '../../src/protocol/specInfo.ts';
import { fuzzRuns } from '../support/fuzz.ts';
import { LspClient, SPEC_URI, WHOLE } from '../support/lspClient.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const texts = readdirSync(EXAMPLES)
  .filter((name) => name.endsWith('.resnet.yaml'))
  .map((name) => readFileSync(join(EXAMPLES, name), 'utf8'));

/** What fingers and copying do to a text, and some that only a wicked text holds. */
const PIECES = [
  '',
  ' ',
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '#',
  '$',
  '$(',
  ')',
  '$n',
  '&a ',
  '*a',
  '<<: *a',
  '- conv: {filters: 16}',
  '- residual:',
  'branch:',
  'shortcut: A',
  'from: ',
  'name: ',
  'when: $(0)',
  'constructor',
  '__proto__',
  '0',
  '-1',
  '1e9',
  '1.5',
  'null',
  'true',
  '|',
  '>',
  '%',
  '@',
  '\t',
  '\r\n',
  '…',
  '漢',
  'repeat: 1000000000',
  '? ',
  '!!map',
];

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly piece: string;
}

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.nat(30), fc.nat(400)),
    piece: fc.constantFrom(...PIECES),
  }),
  { minLength: 1, maxLength: 4 },
);

function apply(text: string, { at, removed, piece }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + piece + text.slice(start + removed);
}

async function askEverything(client: LspClient, line: number, character: number): Promise<void> {
  const position = { line, character };
  await Promise.all([
    client.hover(position),
    client.complete(position),
    client.symbols(),
    client.semanticTokens(),
    client.inlayHints(WHOLE),
    client.quickFixes({ start: position, end: position }),
    client.at(DefinitionRequest.type, position, {}),
    client.at(ReferencesRequest.type, position, { context: { includeDeclaration: true } }),
    client.at(DocumentHighlightRequest.type, position, {}),
    client.at(SignatureHelpRequest.type, position, {}),
    client.whole(SelectionRangeRequest.type, { positions: [position] }),
    client.whole(FoldingRangeRequest.type, {}),
    client.whole(CodeLensRequest.type, {}),
    client.whole(DocumentLinkRequest.type, {}),
    client.whole(DocumentFormattingRequest.type, { options: { tabSize: 2, insertSpaces: true } }),
    renameOrReason(client, position),
    client.connection.sendRequest(SPEC_REQUESTS.info, { uri: SPEC_URI }),
    client.connection.sendRequest(DRAWING_REQUEST, { uri: SPEC_URI, view: { level: 'blocks', toggled: {} } }),
  ]);
}

/** A refusal is an answer, too; a mistake of the server's own is not. */
async function renameOrReason(client: LspClient, position: Position): Promise<void> {
  try {
    await client.at(RenameRequest.type, position, { newName: 'other' });
  } catch (error) {
    expect(error).toMatchObject({ code: ErrorCodes.InvalidRequest });
  }
}

it('stays up and answers, whatever is typed', { timeout: 120_000 }, async () => {
  const client = await LspClient.start();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      edits,
      fc.nat(60),
      fc.nat(60),
      async (text, changes, line, character) => {
        const typed = changes.reduce(apply, text);
        const diagnostics = await client.show(typed);
        const lines = typed.split(/\r\n|\r|\n/);
        for (const { range } of diagnostics) {
          expect(range.start.line).toBeLessThan(lines.length);
          expect(range.end.line).toBeLessThan(lines.length);
        }
        await askEverything(client, line % lines.length, character);
        expect(client.errors).toEqual([]);
      },
    ),
    { numRuns: fuzzRuns(250) },
  );
  client.dispose();
});

it('goes on after a mistake of its own', async () => {
  let calls = 0;
  const { analyze } = await import('../../src/core/analyze.ts');
  const client = await LspClient.start((text, options) => {
    calls++;
    if (text.includes('trip')) throw new Error('tripped');
    return analyze(text, options);
  });
  expect(await client.show('trip')).toEqual([]);
  expect(client.errors.join()).toContain('tripped');
  const [mistake] = await client.show('input: [8, 8, 1]\nlayers:\n  - cov: 3\n');
  expect(mistake?.code).toBe('spec.unknown-kind');
  expect(calls).toBe(2);
  client.dispose();
});
