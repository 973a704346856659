import type { ToGraph } from '../../src/protocol/graph.ts';
import type { DesignEditMessage, DesignOffersAnswer, DesignPreview } from '../../src/protocol/graphDesign.ts';
import { fill } from '../fill.ts';
import { caretNodes } from './caretNodes.ts';
import {
  type DesignChoice,
  insertChoices,
  mergeChoices,
  otherChoices,
  shortcutChoices,
  wrapChoices,
} from './designChoices.ts';
import { DesignForm, sayPreview } from './designForm.ts';
import { DesignQuestions, type DesignSubject } from './designQuestions.ts';
import { type MenuEntry, MenuPanel } from './menuPanel.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';

/** Each preview analyses the text once more, so that they are asked for a few at a time. */
const PREVIEWS_AT_ONCE = 4;

/** The menu that changes the net at what is selected; every change is one of the text. */
export class DesignFeature implements PageFeature {
  readonly #control: PageControl;
  readonly #questions: DesignQuestions;
  readonly #panel: MenuPanel;
  #subject: DesignSubject | null = null;
  #back: (() => void) | null = null;
  /** Grows with every step, so that answers for an earlier one are dropped. */
  #step = 0;
  /** What is selected once the drawing shows it. */
  #focus: { readonly uri: string; readonly version: number; readonly offset: number } | null = null;

  constructor(control: PageControl) {
    this.#control = control;
    this.#questions = new DesignQuestions(control);
    this.#panel = new MenuPanel({
      closed: () => {
        this.#close();
      },
      back: () => {
        if (this.#back === null) this.#close();
        else this.#back();
      },
    });
    control.parts.stage.append(this.#panel.element);
    const { words } = control;
    const tool = control.parts.toolbar.add({
      group: 'tool',
      icon: 'change',
      text: words.design,
      hint: words.designHint,
      pressed: () => {
        this.#openBeside(control.parts.toolbar.anchorOf(tool));
      },
    });
    tool.setAttribute('aria-haspopup', 'menu');
  }

  menu(x: number, y: number): void {
    this.#open(x, y);
  }

  key(event: KeyboardEvent): boolean {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      this.#openBeside(null);
      return true;
    }
    if (event.key !== 'Delete' && event.key !== 'Backspace') return false;
    this.#place(null);
    if (this.#start()) void this.#check({ type: 'delete' }, this.#control.words.designDelete);
    return true;
  }

  receive(message: ToGraph): boolean {
    return this.#questions.receive(message);
  }

  drawn(): void {
    const { drawing, document, version } = this.#control.state();
    if (document?.uri !== this.#subject?.uri || (this.#panel.isOpen && version !== this.#subject?.version)) {
      if (this.#panel.isOpen) this.#close();
    }
    if (this.#focus === null || drawing === null) return;
    const isElsewhere = document?.uri !== this.#focus.uri;
    if (!isElsewhere && version < this.#focus.version) return;
    const [id] = isElsewhere ? [] : caretNodes(drawing.nodes, this.#focus.offset);
    this.#focus = null;
    if (id !== undefined) this.#control.choose(id);
  }

  #openBeside(tool: HTMLElement | null): void {
    this.#place(tool);
    if (this.#start()) void this.#showOffers();
  }

  /** Where a key asks for the menu there is no pointer: beside the node. */
  #place(tool: HTMLElement | null): void {
    this.#control.parts.tip.hidden = true;
    const { selected } = this.#control.state();
    const beside = tool === null && selected !== null ? this.#control.spotBeside(selected.id) : null;
    this.#panel.openAt(beside?.x ?? tool?.getBoundingClientRect().left ?? 4, beside?.y ?? 4);
  }

  #open(x: number, y: number): void {
    this.#panel.openAt(x, y);
    if (this.#start()) void this.#showOffers();
  }

  /** False where nothing is selected, which the menu then says. */
  #start(): boolean {
    const { document, version, selected, also } = this.#control.state();
    const { words } = this.#control;
    this.#back = null;
    if (document === null || selected === null) {
      this.#panel.showText(words.design, words.designGone);
      return false;
    }
    const ids = [...also, selected].map(({ id }) => id);
    this.#subject = { uri: document.uri, version, ids };
    this.#panel.showText(words.design, words.designWait);
    return true;
  }

  #close(): void {
    this.#step += 1;
    this.#panel.close();
    this.#control.focusDrawing();
  }

  async #showOffers(): Promise<void> {
    if (this.#subject === null) return;
    const step = ++this.#step;
    const answer = await this.#questions.ask(this.#subject, { kind: 'offers' });
    if (step !== this.#step) return;
    if (answer.kind === 'offers') this.#showMenu(answer.offers);
    else if (answer.kind === 'refused') this.#say(answer.reason);
  }

  #showMenu(offers: DesignOffersAnswer): void {
    const { words } = this.#control;
    this.#step += 1;
    this.#back = null;
    const again = (): void => {
      this.#showMenu(offers);
    };
    const list = (label: string, reason: string, choices: () => readonly DesignChoice[]): MenuEntry => ({
      label,
      reason,
      opens: true,
      chosen: () => {
        this.#back = again;
        this.#showChoices(label, choices());
      },
    });
    const direct = (label: string, reason: string, edit: DesignEditMessage): MenuEntry => ({
      label,
      reason,
      chosen: () => {
        this.#back = again;
        void this.#check(edit, label);
      },
    });
    const copy =
      offers.copyBlock === null
        ? []
        : [direct(fill(words.designCopyBlock, offers.copyBlock), '', { type: 'copyBlock' })];
    const join = this.#joinEntry(offers, again);
    if (offers.title === '') {
      // All else cannot be done, for one reason: said once.
      const left = offers.join === '' ? [join, ...copy] : copy;
      if (left.length === 0) this.#say(offers.extract);
      else this.#panel.showEntries(words.design, left);
      if (left.length > 0) this.#panel.lead(offers.extract);
      return;
    }
    this.#panel.showEntries(fill(words.designMenu, offers.title), [
      list(words.designInsertBefore, offers.insertBefore, () => insertChoices('before', offers, words)),
      list(words.designInsertAfter, offers.insertAfter, () => insertChoices('after', offers, words)),
      join,
      direct(words.designDuplicate, offers.duplicate, { type: 'duplicate' }),
      direct(words.designDelete, offers.remove, { type: 'delete' }),
      { ...list(words.designWrap, offers.wrap, () => wrapChoices(words)), startsGroup: true },
      list(words.designShortcut, offers.shortcut, () => shortcutChoices(offers, words)),
      ...offers.numbers.map(({ name, written }) => this.#numberEntry(name, written, again)),
      { ...this.#extractEntry(offers, again), startsGroup: true },
      ...copy,
    ]);
  }

  /** What is selected together is joined at once; one layer alone with another that is chosen then. */
  #joinEntry(offers: DesignOffersAnswer, again: () => void): MenuEntry {
    const { words } = this.#control;
    const isAlone = offers.others.length > 0;
    const label = isAlone ? words.designJoin : words.designJoinSelected;
    return {
      label,
      reason: offers.join,
      opens: true,
      chosen: () => {
        this.#back = again;
        if (isAlone) this.#showMerges(label, offers, again);
        else this.#showChoices(label, mergeChoices(words));
      },
    };
  }

  #showMerges(title: string, offers: DesignOffersAnswer, before: () => void): void {
    const { words } = this.#control;
    this.#step += 1;
    this.#back = before;
    const merges = mergeChoices(words);
    this.#panel.showEntries(
      title,
      merges.map(({ label, edit }) => ({
        label,
        opens: true,
        chosen: () => {
          this.#back = () => {
            this.#showMerges(title, offers, before);
          };
          this.#showChoices(label, otherChoices(edit, offers, words));
        },
      })),
    );
    merges.forEach(({ edit }, at) => {
      const fitting = offers.others.filter(({ fits }) => fits.includes(edit.merge)).length;
      const detail = fill(words.designFitting, String(fitting), String(offers.others.length));
      this.#panel.tell(at, { detail, error: '' });
    });
  }

  #numberEntry(
    name: DesignOffersAnswer['numbers'][number]['name'],
    written: string,
    again: () => void,
  ): MenuEntry {
    const { words } = this.#control;
    const label = {
      repeat: words.designRepeat,
      filters: words.designFilters,
      units: words.designUnits,
      kernel: words.designKernel,
      stride: words.designStride,
    }[name];
    return {
      label: written === '' ? `${label}…` : `${label}: ${written}…`,
      opens: true,
      chosen: () => {
        this.#back = again;
        this.#showForm(label, written, (value) => ({ type: 'number', name, value }));
      },
    };
  }

  #extractEntry(offers: DesignOffersAnswer, again: () => void): MenuEntry {
    const { words } = this.#control;
    return {
      label: `${words.designExtract}…`,
      reason: offers.extract,
      opens: true,
      chosen: () => {
        this.#back = again;
        this.#showForm(words.designBlockName, offers.extractName, (name) => ({ type: 'extract', name }));
      },
    };
  }

  #showForm(label: string, text: string, editOf: (text: string) => DesignEditMessage): void {
    this.#step += 1;
    const form = new DesignForm(label, text, this.#control.words, {
      preview: (typed) => this.#preview(editOf(typed)),
      done: (typed) => {
        void this.#apply(editOf(typed));
      },
    });
    this.#panel.showForm(label, form.elements, form.input);
    form.input.select();
  }

  #showChoices(title: string, choices: readonly DesignChoice[]): void {
    const step = ++this.#step;
    const known = new Map<number, DesignPreview>();
    const again = (): void => {
      this.#showChoices(title, choices);
    };
    const before = this.#back;
    this.#panel.showEntries(
      title,
      choices.map(({ label, edit, startsGroup }, at) => ({
        label,
        startsGroup,
        chosen: () => {
          const preview = known.get(at);
          this.#back = () => {
            this.#back = before;
            again();
          };
          void this.#check(edit, label, preview);
        },
      })),
    );
    void this.#tellPreviews(choices, known, step);
  }

  /** Until another step is shown. */
  async #tellPreviews(
    choices: readonly DesignChoice[],
    known: Map<number, DesignPreview>,
    step: number,
  ): Promise<void> {
    for (let from = 0; from < choices.length; from += PREVIEWS_AT_ONCE) {
      if (this.#subject === null) return;
      const edits = choices.slice(from, from + PREVIEWS_AT_ONCE).map(({ edit }) => edit);
      const answer = await this.#questions.ask(this.#subject, { kind: 'previews', edits });
      if (step !== this.#step || answer.kind !== 'previews') return;
      answer.previews.forEach((preview, at) => {
        known.set(from + at, preview);
        this.#panel.tell(from + at, { detail: sayPreview(preview), error: preview.error });
      });
    }
  }

  async #preview(edit: DesignEditMessage): Promise<DesignPreview | null> {
    if (this.#subject === null) return null;
    const answer = await this.#questions.ask(this.#subject, { kind: 'previews', edits: [edit] });
    if (answer.kind === 'refused') return { isPossible: false, summary: '', error: answer.reason, note: '' };
    return answer.kind === 'previews' ? (answer.previews[0] ?? null) : null;
  }

  /** Does it where nothing would be wrong; else says what, and asks. */
  async #check(edit: DesignEditMessage, label: string, known?: DesignPreview): Promise<void> {
    const step = ++this.#step;
    const preview = known ?? (await this.#preview(edit));
    if (step !== this.#step || preview === null) return;
    if (!preview.isPossible) this.#say(preview.error);
    else if (preview.error === '') await this.#apply(edit);
    else this.#confirm(edit, label, preview);
  }

  #confirm(edit: DesignEditMessage, label: string, preview: DesignPreview): void {
    const { words } = this.#control;
    const before = this.#back;
    this.#panel.showEntries(label, [
      {
        label: words.designBack,
        chosen: () => {
          if (before === null) this.#close();
          else before();
        },
      },
      {
        label: words.designAnyway,
        chosen: () => {
          void this.#apply(edit);
        },
      },
    ]);
    this.#panel.warn(words.designProblem, preview.error);
  }

  /** The menu is gone by the time of the answer: the keyboard may be elsewhere then. */
  async #apply(edit: DesignEditMessage): Promise<void> {
    if (this.#subject === null) return;
    const { uri } = this.#subject;
    if (this.#panel.isOpen) this.#close();
    const answer = await this.#questions.ask(this.#subject, { kind: 'apply', edit });
    // Another file is looked at by now: the answer is not about it.
    if (uri !== this.#control.state().document?.uri) return;
    if (answer.kind === 'refused') {
      this.#place(null);
      this.#say(answer.reason);
    }
    if (answer.kind !== 'applied') return;
    this.#focus = { uri, version: answer.version, offset: answer.focus };
    this.drawn();
  }

  #say(text: string): void {
    this.#panel.showText(this.#control.words.design, text);
  }
}
