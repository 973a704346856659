import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../core/analyze.ts';
import { shippedBlockAnalysis } from '../core/navigate/shippedBlockAnalysis.ts';
import { blockOfPage } from '../protocol/blockPage.ts';
import { specFolderFiles } from './specFolderFiles.ts';

/** An open spec: one version of its text with its analysis. */
export interface SpecDocument {
  readonly uri: string;
  readonly version: number;
  readonly variant: string | null;
  readonly analysis: Analysis;
}

/** What can be read but not changed: the page of a shipped block. */
export interface ReadableDocument {
  readonly uri: string;
  /** The block whose page it is; null for a spec. */
  readonly shipped: string | null;
  readonly analysis: Analysis;
}

interface OpenDocument {
  readonly text: TextDocument;
  variant: string | null;
  known: SpecDocument | null;
  /** Of an older version: the next one reuses what did not change. */
  previous: Analysis | null;
}

export type AnalyzedListener = (document: SpecDocument) => void;
export type Analyze = typeof analyze;

/**
 * The open texts. Each version is analysed once: when a request needs it, else as soon as nothing else waits, so
 * that of many changes in a row only the last is looked at.
 */
export class Documents {
  readonly #connection: Connection;
  readonly #analyze: Analyze;
  readonly #open = new Map<string, OpenDocument>();
  readonly #pages = new Map<string, ReadableDocument>();
  readonly #waiting = new Set<string>();
  readonly #analyzedListeners: AnalyzedListener[] = [];
  readonly #closedListeners: ((uri: string) => void)[] = [];

  constructor(connection: Connection, analyzeText: Analyze) {
    this.#connection = connection;
    this.#analyze = analyzeText;
    const texts = new TextDocuments(TextDocument);
    texts.onDidChangeContent(({ document }) => {
      // Its text is known, and nothing of it is checked.
      if (blockOfPage(document.uri) !== null) return;
      const before = this.#open.get(document.uri);
      const previous = before?.known?.analysis ?? before?.previous ?? null;
      this.#open.set(document.uri, {
        text: document,
        variant: before?.variant ?? null,
        known: null,
        previous,
      });
      this.#schedule(document.uri);
    });
    texts.onDidClose(({ document }) => {
      this.#open.delete(document.uri);
      for (const listener of this.#closedListeners) listener(document.uri);
    });
    texts.listen(connection);
  }

  /** The newest version; undefined for a text that is not open. */
  get(uri: string): SpecDocument | undefined {
    const open = this.#open.get(uri);
    if (open === undefined) return undefined;
    open.known ??= this.#read(open);
    return open.known;
  }

  /** False once its text has changed, another variant is chosen, or it is closed. */
  isNewest(document: SpecDocument): boolean {
    return this.#open.get(document.uri)?.known === document;
  }

  /** An open spec, or the page of a shipped block. */
  read(uri: string): ReadableDocument | undefined {
    const document = this.get(uri);
    if (document !== undefined) return { uri, shipped: null, analysis: document.analysis };
    const block = blockOfPage(uri);
    const known = this.#pages.get(uri);
    if (block === null || known !== undefined) return known;
    const analysis = shippedBlockAnalysis(block);
    if (analysis === null) return undefined;
    const page: ReadableDocument = { uri, shipped: block, analysis };
    this.#pages.set(uri, page);
    return page;
  }

  selectVariant(uri: string, variant: string | null): void {
    const open = this.#open.get(uri);
    if (open === undefined) return;
    open.variant = variant;
    open.previous = open.known?.analysis ?? open.previous;
    open.known = null;
    this.#schedule(uri);
  }

  /** Called once for each version that is current when its turn comes. */
  onAnalyzed(listener: AnalyzedListener): void {
    this.#analyzedListeners.push(listener);
  }

  onClosed(listener: (uri: string) => void): void {
    this.#closedListeners.push(listener);
  }

  #schedule(uri: string): void {
    const isFirst = this.#waiting.size === 0;
    this.#waiting.add(uri);
    if (isFirst) {
      setTimeout(() => {
        this.#flush();
      }, 0);
    }
  }

  #flush(): void {
    const uris = [...this.#waiting];
    this.#waiting.clear();
    for (const uri of uris) {
      const document = this.get(uri);
      if (document === undefined) continue;
      for (const listener of this.#analyzedListeners) {
        try {
          listener(document);
        } catch (error) {
          this.#fail('A listener', uri, error);
        }
      }
    }
  }

  #read(open: OpenDocument): SpecDocument {
    const { uri, version } = open.text;
    const analysis = this.#analyzeSafely(open, uri);
    open.previous = null;
    // A variant that the text no longer has is forgotten.
    const { variant } = open;
    if (variant !== null && !analysis.spec.variants.includes(variant)) open.variant = null;
    return { uri, version, variant: open.variant, analysis };
  }

  #analyzeSafely({ text: document, variant, previous }: OpenDocument, uri: string): Analysis {
    const text = document.getText();
    try {
      const datasetFiles = specFolderFiles(uri);
      const options = {
        ...(variant === null ? {} : { variant }),
        ...(datasetFiles === null ? {} : { datasetFiles }),
      };
      return this.#analyze(text, options, previous);
    } catch (error) {
      this.#fail('The analysis', uri, error);
      return { ...analyze(''), text, diagnostics: [] };
    }
  }

  #fail(what: string, uri: string, error: unknown): void {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(
      `${what} of ${uri} failed. This is a mistake in ResNet Designer. ${detail}`,
    );
  }
}
