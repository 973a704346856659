import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { BLOCK_SCHEME } from '../protocol/blockPage.ts';
import { SERVER_ARGUMENTS } from '../protocol/serverProcess.ts';
import { SPEC_REQUESTS, type SpecInfo, specInfoSchema } from '../protocol/specInfo.ts';
import { LANGUAGE_ID } from './contributionsCommands.ts';

/** Of the pages of shipped blocks the server explains what stands there. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', BLOCK_SCHEME];

/** The language server, in a process of its own, and what the editor asks it beyond the standard requests. */
export class LanguageService implements vscode.Disposable {
  readonly #client: LanguageClient;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    const module = context.asAbsolutePath('dist/server.cjs');
    this.#client = new LanguageClient(
      'resnetDesigner.server',
      'ResNet Designer',
      {
        run: { module, transport: TransportKind.ipc, options: { execArgv: [...SERVER_ARGUMENTS] } },
        debug: {
          module,
          transport: TransportKind.ipc,
          options: { execArgv: [...SERVER_ARGUMENTS, '--enable-source-maps'] },
        },
      },
      {
        documentSelector: SCHEMES.map((scheme) => ({ scheme, language: LANGUAGE_ID })),
        outputChannel: log,
        progressOnInitialization: false,
      },
    );
  }

  async start(): Promise<void> {
    await this.#client.start();
  }

  /** A request whose answer the caller parses. */
  async request(method: string, params: object): Promise<unknown> {
    return this.#client.sendRequest(method, params);
  }

  async notify(method: string, params: object): Promise<void> {
    await this.#client.sendNotification(method, params);
  }

  onNotification(method: string, handler: (params: unknown) => void): vscode.Disposable {
    return this.#client.onNotification(method, handler);
  }

  /** Null for a document that is no spec. */
  async specInfo(uri: vscode.Uri): Promise<SpecInfo | null> {
    const answer = await this.request(SPEC_REQUESTS.info, { uri: this.protocolUri(uri) });
    return specInfoSchema.nullable().parse(answer);
  }

  async selectVariant(uri: vscode.Uri, variant: string | null): Promise<void> {
    await this.request(SPEC_REQUESTS.selectVariant, { uri: this.protocolUri(uri), variant });
  }

  /** The document's name in messages to the server. */
  protocolUri(uri: vscode.Uri): string {
    return this.#client.code2ProtocolConverter.asUri(uri);
  }

  dispose(): void {
    // A server that is only just starting, or already gone, has nothing to say here.
    this.#client.dispose().catch(() => undefined);
  }
}
