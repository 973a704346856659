import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentSymbol,
  DocumentSymbolRequest,
  HoverRequest,
  type InitializeParams,
  InitializeRequest,
  type InlayHint,
  InlayHintRequest,
  LogMessageNotification,
  MessageType,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  type RequestType,
  SemanticTokensRequest,
  type TextDocumentContentChangeEvent,
  type TextDocumentIdentifier,
  type TextDocumentPositionParams,
} from 'vscode-languageserver-protocol/node';
import { exportFiles } from '../../src/pictures/exportFiles.ts';
import type { Analyze } from '../../src/server/documents.ts';
import { startServer } from '../../src/server/startServer.ts';

export const SPEC_URI = 'file:///net.resnet.yaml';

/** The real server on a real connection within this process, and an editor's side of it. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  /** What the server logged at error level. */
  readonly errors: string[] = [];
  #version = 0;
  #waiting: (() => void)[] = [];

  private constructor(connection: ProtocolConnection) {
    this.connection = connection;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type === MessageType.Error) this.errors.push(message);
    });
  }

  static async start(analyze?: Analyze): Promise<LspClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(
      createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(toServer),
        new StreamMessageWriter(toClient),
      ),
      {
        helpPage: 'file:///product/media/docs/diagnostics.md',
        exportFiles: exportFiles(join(import.meta.dirname, '../../dist')),
        ...(analyze === undefined ? {} : { analyzeText: analyze }),
      },
    );
    const client = new LspClient(
      createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)),
    );
    client.connection.listen();
    // The protocol's own type still asks for `rootUri`, which it calls out of date.
    const params = {
      processId: null,
      capabilities: {},
      workspaceFolders: null,
    } as unknown as InitializeParams;
    await client.connection.sendRequest(InitializeRequest.type, params);
    return client;
  }

  dispose(): void {
    this.connection.dispose();
  }

  /** Opens a text, or puts another one in its place as a whole, and waits for its diagnostics. */
  async show(text: string): Promise<readonly Diagnostic[]> {
    this.#version++;
    if (this.#version === 1) {
      await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: SPEC_URI, languageId: 'resnet', version: 1, text },
      });
    } else {
      await this.change([{ text }], this.#version);
    }
    return this.diagnostics(this.#version);
  }

  async edit(range: Range, text: string): Promise<readonly Diagnostic[]> {
    this.#version++;
    await this.change([{ range, text }], this.#version);
    return this.diagnostics(this.#version);
  }

  async change(contentChanges: TextDocumentContentChangeEvent[], version: number): Promise<void> {
    this.#version = version;
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: SPEC_URI, version },
      contentChanges,
    });
  }

  async close(): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: SPEC_URI },
    });
  }

  async diagnostics(version: number | undefined): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.published.findLast((each) => each.version === version);
      if (found !== undefined) return found.diagnostics;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  async hover(position: Position): Promise<string | null> {
    const hover = await this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: SPEC_URI },
      position,
    });
    return hover !== null && 'value' in (hover.contents as object)
      ? (hover.contents as { value: string }).value
      : null;
  }

  async quickFixes(range: Range): Promise<readonly CodeAction[]> {
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: SPEC_URI },
      range,
      context: { diagnostics: [] },
    });
    return (actions ?? []).filter((action): action is CodeAction => 'edit' in action);
  }

  async complete(position: Position): Promise<readonly CompletionItem[]> {
    const answer = await this.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: SPEC_URI },
      position,
    });
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  async symbols(): Promise<readonly DocumentSymbol[]> {
    const answer = await this.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri: SPEC_URI },
    });
    return (answer ?? []) as DocumentSymbol[];
  }

  async inlayHints(range: Range): Promise<readonly InlayHint[]> {
    return (
      (await this.connection.sendRequest(InlayHintRequest.type, {
        textDocument: { uri: SPEC_URI },
        range,
      })) ?? []
    );
  }

  /** Any other request about a place of the text. */
  async at<P extends TextDocumentPositionParams, R, E>(
    request: RequestType<P, R, E>,
    position: Position,
    more: Omit<P, keyof TextDocumentPositionParams>,
  ): Promise<R> {
    const params = { textDocument: { uri: SPEC_URI }, position, ...more } as unknown as P;
    return this.connection.sendRequest<R>(request.method, params);
  }

  /** Any other request about the whole text. */
  async whole<P extends { textDocument: TextDocumentIdentifier }, R, E>(
    request: RequestType<P, R, E>,
    more: Omit<P, 'textDocument'>,
  ): Promise<R> {
    return this.connection.sendRequest<R>(request.method, {
      textDocument: { uri: SPEC_URI },
      ...more,
    } as unknown as P);
  }

  /** Five numbers a token, as the protocol encodes them. */
  async semanticTokens(): Promise<readonly number[]> {
    const answer = await this.connection.sendRequest(SemanticTokensRequest.type, {
      textDocument: { uri: SPEC_URI },
    });
    return answer?.data ?? [];
  }
}

/** The place of the n-th occurrence of a word. */
export function placeOf(text: string, word: string, occurrence = 1): Position {
  let offset = -1;
  for (let i = 0; i < occurrence; i++) offset = text.indexOf(word, offset + 1);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before[before.length - 1]?.length ?? 0 };
}

export function rangeOfWord(text: string, word: string, occurrence = 1): Range {
  const start = placeOf(text, word, occurrence);
  return { start, end: { line: start.line, character: start.character + word.length } };
}

export const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
