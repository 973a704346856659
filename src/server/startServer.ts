import { t } from '@vscode/l10n';
import { type Connection, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import { analyze } from '../core/analyze.ts';
import { shippedBlocks } from '../core/blocks/shippedBlocks.ts';
import { formatMessage } from '../core/diagnostics/message.ts';
import type { ExportFiles } from '../pictures/exportFiles.ts';
import { ComparedSpecs } from './comparedSpecs.ts';
import { type Analyze, Documents } from './documents.ts';
import { DrawnDocuments } from './drawnDocuments.ts';
import type { Feature, ServerParts } from './feature.ts';
import { codeLenses } from './features/codeLenses.ts';
import { comparison } from './features/comparison.ts';
import { completion } from './features/completion.ts';
import { definition } from './features/definition.ts';
import { designing } from './features/designing.ts';
import { diagnostics } from './features/diagnostics.ts';
import { documentLinks } from './features/documentLinks.ts';
import { documentSymbols } from './features/documentSymbols.ts';
import { drawing } from './features/drawing.ts';
import { drawingExport } from './features/drawingExport.ts';
import { formatting } from './features/formatting.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlayHints.ts';
import { inspector } from './features/inspector.ts';
import { opTable } from './features/opTable.ts';
import { quickFixes } from './features/quickFixes.ts';
import { references } from './features/references.ts';
import { renaming } from './features/renaming.ts';
import { semanticTokens } from './features/semanticTokens.ts';
import { signatureHelp } from './features/signatureHelp.ts';
import { specInfo } from './features/specInfo.ts';
import { structure } from './features/structure.ts';

const FEATURES: readonly Feature[] = [
  diagnostics,
  hover,
  quickFixes,
  documentSymbols,
  completion,
  inlayHints,
  semanticTokens,
  definition,
  references,
  renaming,
  structure,
  formatting,
  codeLenses,
  signatureHelp,
  documentLinks,
  specInfo,
  drawing,
  drawingExport,
  comparison,
  designing,
  inspector,
  opTable,
];

export interface ServerOptions {
  /** Where the page about the diagnostics is, as a URI. */
  readonly helpPage: string;
  readonly exportFiles: ExportFiles;
  /** Replaced in tests only. */
  readonly analyzeText?: Analyze;
}

/** Puts every feature on the connection and starts to listen. */
export function startServer(
  connection: Connection,
  { helpPage, exportFiles, analyzeText = analyze }: ServerOptions,
): void {
  const documents = new Documents(connection, analyzeText);
  const parts: ServerParts = {
    connection,
    helpPage,
    exportFiles,
    documents,
    drawn: new DrawnDocuments(documents),
    compared: new ComparedSpecs(documents),
    format: (message) => formatMessage(message, (template) => t(template)),
  };
  const capabilities = FEATURES.reduce<ServerCapabilities>(
    (all, feature) => ({ ...all, ...feature.capabilities }),
    {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      positionEncoding: 'utf-16',
    },
  );
  connection.onInitialize(() => ({ capabilities, serverInfo: { name: 'ResNet Designer' } }));
  // While the client opens its documents, so that the first of them need not wait.
  connection.onInitialized(() => {
    shippedBlocks();
  });
  for (const feature of FEATURES) feature.register(parts);
  connection.listen();
}
