import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { exportFiles } from '../pictures/exportFiles.ts';
import { startServer } from './startServer.ts';

/** The server as a process: over the channel that its parent chose (IPC, or `--stdio`). */
startServer(createConnection(ProposedFeatures.all), {
  // The bundle lies in dist, beside media.
  helpPage: String(new URL('../media/docs/diagnostics.md', import.meta.url)),
  exportFiles: exportFiles(fileURLToPath(new URL('.', import.meta.url))),
});
