import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  type InitializeParams,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const program = join(import.meta.dirname, '../../dist/server.cjs');
const PARAMS = { processId: null, capabilities: {}, workspaceFolders: null } as unknown as InitializeParams;

function overStdio(): { child: ChildProcess; connection: ProtocolConnection } {
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    child,
    connection: connect(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
  };
}

function overIpc(): { child: ChildProcess; connection: ProtocolConnection } {
  const child = spawn(process.execPath, [program, '--node-ipc'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { child, connection: connect(new IPCMessageReader(child), new IPCMessageWriter(child)) };
}

function connect(reader: MessageReader, writer: MessageWriter): ProtocolConnection {
  const connection = createProtocolConnection(reader, writer);
  connection.listen();
  return connection;
}

it.each([
  ['stdio', overStdio],
  ['IPC', overIpc],
])('the built server checks a spec over %s', async (_name, start) => {
  const { child, connection } = start();
  try {
    const published = new Promise<PublishDiagnosticsParams>((resolve) => {
      connection.onNotification(PublishDiagnosticsNotification.type, resolve);
    });
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, PARAMS);
    expect(capabilities).toMatchObject({
      hoverProvider: true,
      documentSymbolProvider: true,
      inlayHintProvider: true,
    });
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: {
        uri: 'file:///a.resnet.yaml',
        languageId: 'resnet',
        version: 1,
        text: 'layers:\n  - cnv: 3\n',
      },
    });
    const { diagnostics } = await published;
    expect(diagnostics.map(({ code }) => code)).toContain('spec.unknown-kind');
  } finally {
    connection.dispose();
    child.kill();
  }
});
