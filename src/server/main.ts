import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './startServer.ts';

/** The server as a process: over the channel that its parent chose (IPC, or `--stdio`). */
startServer(createConnection(ProposedFeatures.all));
