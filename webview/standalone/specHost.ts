import { type Analysis, analyze } from '../../src/core/analyze.ts';
import { formatMessage } from '../../src/core/diagnostics/message.ts';
import { type BuiltSpec, exportText, packedDrawingOf } from '../../src/core/export/exportText.ts';
import type { Model } from '../../src/core/model/model.ts';
import type { FromGraph, GraphView, ToGraph } from '../../src/protocol/graph.ts';
import type { SpecText, StandaloneSpec } from '../../src/protocol/standaloneSpec.ts';
import { comparisonOf } from '../../src/server/comparisonOf.ts';
import { wireOpTable } from '../../src/server/wireOpTable.ts';
import type { Host } from '../graph/host.ts';

const VERSION = 1;

/** Whoever listens to the answers: the page. */
interface Listener {
  receive(message: ToGraph): void;
}

/** In place of the editor and its language server: one text that nobody changes, drawn as it is asked for. */
export class SpecHost implements Host {
  readonly #view: GraphView;
  readonly #name: string;
  readonly #analysis: Analysis;
  /** What is compared with, as far as it can be built. */
  readonly #before: BuiltSpec | null;
  #listener: Listener | null = null;

  constructor({ spec, view, before }: StandaloneSpec) {
    this.#view = view;
    this.#name = spec.name;
    this.#analysis = analysisOf(spec);
    this.#before = before === null ? null : built(before.name, analysisOf(before));
  }

  answerTo(listener: Listener): void {
    this.#listener = listener;
  }

  post(message: FromGraph): void {
    const { model } = this.#analysis;
    if (message.type === 'pageError') console.error(message.message);
    if (model === null) return;
    switch (message.type) {
      case 'ready':
        this.#show(model, this.#view);
        return;
      case 'view':
        this.#show(model, message.view);
        return;
      case 'ops':
        this.#answer({ type: 'ops', uri: message.uri, table: wireOpTable(VERSION, model, message.folds) });
        return;
      case 'copyOps':
        void this.#copy(model, message.form);
        return;
      default:
      // What is about the text or files has no answer here.
    }
  }

  /** A file that is opened again begins as it was written. */
  keep(): void {}

  restore(): null {
    return null;
  }

  #show(model: Model, view: GraphView): void {
    const before = this.#before;
    const { diagnostics } = this.#analysis;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    this.#answer({
      type: 'show',
      document: { uri: this.#name, name: this.#name },
      view,
      version: VERSION,
      isCurrent: true,
      drawing: packedDrawingOf({ analysis: this.#analysis, model, view, before }),
      comparison: before === null ? null : comparisonOf(before.name, before.model, model),
      newestVersion: VERSION,
      errors: errors.length,
      warnings: diagnostics.length - errors.length,
      error: first === undefined ? '' : formatMessage(first.message),
      // There is no text to go to.
      errorRange: null,
    });
  }

  async #copy(model: Model, form: 'csv' | 'markdown'): Promise<void> {
    const spec = { name: this.#name, analysis: this.#analysis, model };
    try {
      await navigator.clipboard.writeText(exportText(form, { ...spec, view: this.#view, before: null }));
      this.#answer({ type: 'opsCopied', form, isCopied: true });
    } catch {
      // The browser does not let a file copy.
      this.#answer({ type: 'opsCopied', form, isCopied: false });
    }
  }

  /** As an answer comes from elsewhere: after whoever asked is done. */
  #answer(message: ToGraph): void {
    queueMicrotask(() => this.#listener?.receive(message));
  }
}

function analysisOf({ text, variant, set }: SpecText): Analysis {
  return analyze(text, variant === null ? { set } : { set, variant });
}

function built(name: string, analysis: Analysis): BuiltSpec | null {
  return analysis.model === null ? null : { name, analysis, model: analysis.model };
}
