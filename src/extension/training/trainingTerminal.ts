import * as vscode from 'vscode';
import type { TrainRequest } from '../../protocol/launcher.ts';
import type { TrainingEvent } from '../../protocol/trainingEvents.ts';
import type { ActiveRun } from './activeRun.ts';
import { outcomeText } from './progressText.ts';
import { TerminalLines } from './terminalLines.ts';
import { asTrainingFailure, type RunOutcome } from './trainingProcess.ts';
import type { TrainingUi } from './trainingUi.ts';

const STEP_LINE_MS = 1000;
const CTRL_C = '\x03';

/**
 * The terminal of a training task. It only shows: it dies with the extension host, the run does not. Ctrl+C
 * stops the run; closing the terminal lets go of it.
 */
export class TrainingTerminal implements vscode.Pseudoterminal {
  readonly #ui: TrainingUi;
  readonly #name: string;
  readonly #makeRequest: () => Promise<TrainRequest>;
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly #starting = new AbortController();
  readonly #lines = new TerminalLines(vscode.l10n.t);
  #run: ActiveRun | null = null;
  #nextStepLine = 0;

  constructor(ui: TrainingUi, name: string, makeRequest: () => Promise<TrainRequest>) {
    this.#ui = ui;
    this.#name = name;
    this.#makeRequest = makeRequest;
  }

  get onDidWrite(): vscode.Event<string> {
    return this.#write.event;
  }

  get onDidClose(): vscode.Event<number> {
    return this.#close.event;
  }

  open(): void {
    void this.#train();
  }

  close(): void {
    this.#write.dispose();
    this.#close.dispose();
  }

  handleInput(data: string): void {
    if (data !== CTRL_C) return;
    this.#starting.abort();
    this.#run?.stop().catch((error: unknown) => {
      this.#line(String(error));
    });
  }

  async #train(): Promise<void> {
    this.#line(vscode.l10n.t('Training {0}. Ctrl+C stops it; closing this terminal does not.', this.#name));
    try {
      const request = await this.#makeRequest();
      const run = await this.#ui.registry.start(request, this.#name, this.#starting.signal);
      this.#run = run;
      this.#ui.panels.show(run.folder, run.name);
      const unlisten = run.listen((events) => {
        this.#show(events);
      });
      const outcome = await run.outcome;
      unlisten();
      for (const line of this.#lines.rest()) this.#line(line);
      this.#line(outcomeText(run.name, outcome, vscode.l10n.t));
      this.#close.fire(exitCodeOf(outcome));
    } catch (error) {
      this.#line(asTrainingFailure(error).message);
      this.#close.fire(1);
    }
  }

  #show(events: readonly TrainingEvent[]): void {
    for (const event of events) {
      if (event.event === 'step' && !this.#isStepLineDue(event.step)) continue;
      for (const line of this.#lines.of(event)) this.#line(line);
    }
  }

  /** Lines of steps at most once a second. */
  #isStepLineDue(step: number): boolean {
    const now = Date.now();
    if (step !== 1 && now < this.#nextStepLine) return false;
    this.#nextStepLine = now + STEP_LINE_MS;
    return true;
  }

  #line(text: string): void {
    this.#write.fire(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
  }
}

function exitCodeOf(outcome: RunOutcome): number {
  return outcome.type === 'ended' && outcome.reason === 'finished' ? 0 : 1;
}
