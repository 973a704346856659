import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver-protocol/node';
import { DRAWING_CHANGED } from '../../src/protocol/graph.ts';
import { SERVER_ARGUMENTS } from '../../src/protocol/serverProcess.ts';
import { SPEC_REQUESTS } from '../../src/protocol/specInfo.ts';

/** The built language server in a process of its own, and one open text in which keys are pressed. */
export class EditorSide {
  readonly uri = 'file:///net.resnet.yaml';
  readonly #server: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #text: string;
  #version = 1;
  #lastAnswer: Promise<unknown> = Promise.resolve();
  #published: (version: number) => void = () => {};

  private constructor(server: ChildProcess, text: string) {
    this.#server = server;
    this.#text = text;
    this.#connection = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    this.#connection.onNotification(PublishDiagnosticsNotification.type, ({ version }) => {
      this.#published(version ?? 0);
    });
    this.#connection.listen();
  }

  static async start(root: string, text: string, variant: string | null): Promise<EditorSide> {
    const server = fork(join(root, 'dist/server.cjs'), ['--node-ipc'], { execArgv: [...SERVER_ARGUMENTS] });
    const editor = new EditorSide(server, text);
    await editor.#open(variant);
    return editor;
  }

  get version(): number {
    return this.#version;
  }

  request<T>(method: string, params: object): Promise<T> {
    const answer = this.#connection.sendRequest<T>(method, params);
    this.#lastAnswer = answer;
    return answer;
  }

  onDrawingChanged(listener: () => void): void {
    this.#connection.onNotification(DRAWING_CHANGED, listener);
  }

  /** Changes a width of the net, and back with the next key; done when the diagnostics are there. */
  async pressKey(): Promise<void> {
    const at = this.#text.search(/filters: \d\d\b/) + 'filters: '.length;
    const before = this.#text.slice(0, at).split('\n');
    const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const range = { start, end: { line: start.line, character: start.character + 2 } };
    this.#version += 1;
    const arrived = this.#diagnostics();
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri, version: this.#version },
      contentChanges: [{ range, text: this.#version % 2 === 0 ? '32' : this.#text.slice(at, at + 2) }],
    });
    await arrived;
  }

  /** Once all that was asked is answered. */
  async close(): Promise<void> {
    for (let last: unknown = null; last !== this.#lastAnswer; ) {
      last = this.#lastAnswer;
      await last;
      // Who has the answer may ask again.
      await new Promise((resume) => setTimeout(resume, 50));
    }
    this.#connection.dispose();
    this.#server.kill();
  }

  async #open(variant: string | null): Promise<void> {
    // The protocol's own type still asks for `rootUri`, which it calls out of date.
    const params = {
      processId: null,
      capabilities: {},
      workspaceFolders: null,
    } as unknown as InitializeParams;
    await this.#connection.sendRequest(InitializeRequest.type, params);
    await this.#connection.sendNotification(InitializedNotification.type, {});
    const arrived = this.#diagnostics();
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri, languageId: 'resnet', version: 1, text: this.#text },
    });
    await arrived;
    if (variant === null) return;
    await this.#connection.sendRequest(SPEC_REQUESTS.selectVariant, { uri: this.uri, variant });
  }

  #diagnostics(): Promise<void> {
    const wanted = this.#version;
    return new Promise((done) => {
      this.#published = (version) => {
        if (version === wanted) done();
      };
    });
  }
}
