import type { RunHeader, ToTrainingView, ViewState } from '../../src/protocol/trainingView.ts';
import type { TrainingWords } from '../../src/protocol/trainingWords.ts';
import { onThemeChange } from '../onThemeChange.ts';
import type { SpecTextApi } from '../specText/api.ts';
import { CurveChart } from './curveChart.ts';
import {
  canPause,
  canResume,
  figureTexts,
  isGoing,
  isPaused,
  percent,
  settingText,
  shareDone,
  shortPercent,
  threeDigits,
} from './figures.ts';
import type { Host } from './host.ts';
import { PageParts } from './pageParts.ts';
import { RunHistoryBuilder } from './runHistory.ts';
import { SpecSection } from './specSection.ts';
import { readThemeColors, type ThemeColors } from './themeColors.ts';

/** The page of one run: takes messages, draws at most once a frame. */
export class TrainingPage {
  readonly #host: Host;
  readonly #words: TrainingWords;
  readonly #parts: PageParts;
  readonly #spec: SpecSection;
  readonly #charts: readonly CurveChart[];
  #colors: ThemeColors;
  #folder: string | null = null;
  #run: RunHeader | null = null;
  #state: ViewState = 'preparing';
  #problem: string | null = null;
  #builder = new RunHistoryBuilder();
  #eventCount = 0;
  #isDue = false;

  constructor(root: HTMLElement, words: TrainingWords, host: Host, loadSpecText: () => Promise<SpecTextApi>) {
    this.#host = host;
    this.#words = words;
    this.#parts = new PageParts(root, words, host);
    this.#spec = this.#makeSpec(loadSpecText);
    root.append(this.#spec.element);
    this.#colors = readThemeColors(root);
    const colors = (): ThemeColors => this.#colors;
    this.#charts = [
      new CurveChart({
        figure: 'loss',
        title: words.loss,
        words,
        format: threeDigits,
        formatTick: String,
        colors,
      }),
      new CurveChart({
        figure: 'error',
        title: words.error,
        words,
        format: percent,
        formatTick: shortPercent,
        colors,
      }),
    ];
    this.#parts.charts.append(...this.#charts.map((chart) => chart.element));
    onThemeChange(() => {
      this.#colors = readThemeColors(root);
      for (const chart of this.#charts) chart.repaint();
    });
    this.#spec.element.open = host.restore()?.isSpecOpen ?? false;
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
        this.#folder = message.run.folder;
        this.#keep();
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
        this.#folder = message.folder;
        this.#keep();
        break;
      case 'spec':
        if (message.folder === this.#folder) void this.#spec.receive(message.text);
        return;
    }
    this.#schedule();
  }

  #makeSpec(load: () => Promise<SpecTextApi>): SpecSection {
    const spec = new SpecSection(this.#words, {
      load,
      wanted: () => {
        this.#host.post({ type: 'readSpec' });
      },
      opened: () => {
        this.#keep();
      },
    });
    spec.element.hidden = true;
    return spec;
  }

  #keep(): void {
    if (this.#folder === null) return;
    this.#host.keep({ folder: this.#folder, isSpecOpen: this.#spec.element.open });
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
    const words = this.#words;
    this.#parts.show({
      title: run === null ? words.run : titleOf(run),
      state: run === null ? null : { id: this.#state, word: words[this.#state] },
      canStop: run !== null && isGoing(this.#state) && this.#state !== 'stopping',
      canPause: run !== null && canPause(this.#state),
      canContinue: run !== null && isPaused(this.#state),
      canResume: run !== null && canResume(this.#state),
      hasRun: run !== null,
      setting: settingText(history, words),
      share: run !== null && isGoing(this.#state) ? shareDone(history) : null,
      figures: run === null ? [] : figureTexts(history, this.#state, words),
      notices: history.notices,
      problem: this.#problem,
      hint: hintOf(run, this.#state, training.length + test.length, words),
    });
    this.#spec.element.hidden = run === null;
    for (const chart of this.#charts) chart.show(training, test);
  }
}

function titleOf(run: RunHeader): string {
  return run.variant === null ? run.name : `${run.name} (${run.variant})`;
}

/** What stands in place of the curves while there are none. */
function hintOf(
  run: RunHeader | null,
  state: ViewState,
  points: number,
  words: TrainingWords,
): string | null {
  if (points > 0) return null;
  if (run === null) return words.noRun;
  return isGoing(state) ? words.beforeFirstStep : words.noStep;
}
