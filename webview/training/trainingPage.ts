import type { RunHeader, ToTrainingView, ViewState } from '../../src/protocol/trainingView.ts';
import { CurveChart } from './curveChart.ts';
import {
  canResume,
  figureTexts,
  isGoing,
  percent,
  settingText,
  shareDone,
  shortPercent,
  stateWord,
  threeDigits,
} from './figures.ts';
import type { Host } from './host.ts';
import { PageParts } from './pageParts.ts';
import { RunHistoryBuilder } from './runHistory.ts';
import { readThemeColors, type ThemeColors } from './themeColors.ts';

/** The page of one run: takes messages, draws at most once a frame. */
export class TrainingPage {
  readonly #host: Host;
  readonly #parts: PageParts;
  readonly #charts: readonly CurveChart[];
  #colors: ThemeColors;
  #run: RunHeader | null = null;
  #state: ViewState = 'preparing';
  #problem: string | null = null;
  #builder = new RunHistoryBuilder();
  #eventCount = 0;
  #isDue = false;

  constructor(root: HTMLElement, host: Host) {
    this.#host = host;
    this.#parts = new PageParts(root, host);
    this.#colors = readThemeColors(root);
    const colors = (): ThemeColors => this.#colors;
    this.#charts = [
      new CurveChart({ figure: 'loss', title: 'Loss', format: threeDigits, formatTick: String, colors }),
      new CurveChart({ figure: 'error', title: 'Error', format: percent, formatTick: shortPercent, colors }),
    ];
    this.#parts.charts.append(...this.#charts.map((chart) => chart.element));
    // VS Code marks a change of theme by the body's class and the variables on the root element.
    const themes = new MutationObserver(() => {
      this.#colors = readThemeColors(root);
      for (const chart of this.#charts) chart.repaint();
    });
    themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.#draw();
  }

  receive(message: ToTrainingView): void {
    switch (message.type) {
      case 'run':
        this.#run = message.run;
        this.#state = message.state;
        this.#problem = null;
        this.#builder = new RunHistoryBuilder();
        this.#eventCount = 0;
        this.#host.keep({ folder: message.run.folder });
        break;
      case 'events':
        // Anything but the next events belongs to another run or was sent before this page came back.
        if (message.id !== this.#run?.id || message.first !== this.#eventCount) return;
        this.#eventCount += message.events.length;
        for (const event of message.events) this.#builder.add(event);
        break;
      case 'state':
        if (message.id !== this.#run?.id) return;
        this.#state = message.state;
        this.#problem = message.message;
        break;
      case 'missing':
        this.#run = null;
        this.#problem = message.message;
        this.#host.keep({ folder: message.folder });
        break;
    }
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #draw(): void {
    const { history, training, test } = this.#builder;
    const run = this.#run;
    this.#parts.show({
      title: run === null ? 'Training run' : titleOf(run),
      state: run === null ? null : { id: this.#state, word: stateWord(this.#state) },
      canStop: run !== null && isGoing(this.#state) && this.#state !== 'stopping',
      canResume: run !== null && canResume(this.#state),
      hasRun: run !== null,
      setting: settingText(history),
      share: run !== null && isGoing(this.#state) ? shareDone(history) : null,
      figures: run === null ? [] : figureTexts(history, this.#state),
      notices: history.notices,
      problem: this.#problem,
      hint: hintOf(run, this.#state, training.length + test.length),
    });
    for (const chart of this.#charts) chart.show(training, test);
  }
}

function titleOf(run: RunHeader): string {
  return run.variant === null ? run.name : `${run.name} (${run.variant})`;
}

/** What stands in place of the curves while there are none. */
function hintOf(run: RunHeader | null, state: ViewState, points: number): string | null {
  if (points > 0) return null;
  if (run === null)
    return 'Start one with “ResNet Designer: Train”, or choose one with “ResNet Designer: Show Run”.';
  return isGoing(state)
    ? 'The network is being prepared. The curves begin with the first step.'
    : 'This run made no step.';
}
