import type { Connection, ServerCapabilities } from 'vscode-languageserver';
import type { Message } from '../core/diagnostics/message.ts';
import type { ExportFiles } from '../pictures/exportFiles.ts';
import type { ComparedSpecs } from './comparedSpecs.ts';
import type { Documents } from './documents.ts';
import type { DrawnDocuments } from './drawnDocuments.ts';

/** What every feature works with. */
export interface ServerParts {
  readonly connection: Connection;
  readonly documents: Documents;
  /** What the graph panel shows of them. */
  readonly drawn: DrawnDocuments;
  readonly compared: ComparedSpecs;
  /** The page about the diagnostics, as a URI. */
  readonly helpPage: string;
  readonly exportFiles: ExportFiles;
  /** Puts the arguments into a message, in the reader's language. */
  readonly format: (message: Message) => string;
}

/** One ability of the server. */
export interface Feature {
  readonly capabilities: ServerCapabilities;
  register(parts: ServerParts): void;
}
