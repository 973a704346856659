import type { ToGraph } from '../../src/protocol/graph.ts';
import type { InspectAnswer, InspectorReply, Offered, TryAnswer } from '../../src/protocol/graphInspector.ts';
import { fill } from '../fill.ts';
import type { LayerEditor, SpecTextApi } from '../specText/api.ts';
import { caretNodes } from './caretNodes.ts';
import { changeText } from './changeText.ts';
import { button, make } from './make.ts';
import { nodeWords } from './nodeWords.ts';
import type { PageControl, PageFeature } from './pageFeature.ts';
import { withCode } from './withCode.ts';

const INSPECTOR_TAB = 'inspector';
const TRY_AFTER_MS = 120;

/** What is looked at: where it stands in which version of which document, and what stands there. */
interface Looked {
  /** The node of the drawing. */
  readonly node: string;
  readonly uri: string;
  readonly version: number;
  readonly excerpt: InspectAnswer['excerpt'];
}

/** The selected layer: its arithmetic, and its part of the spec to be changed. */
export class InspectorPane implements PageFeature {
  readonly #control: PageControl;
  readonly #load: () => Promise<SpecTextApi>;
  readonly #title = make('h2', '');
  readonly #facts = make('ul', 'facts');
  readonly #part = make('section', 'spec-part');
  readonly #area = make('div', 'layer-editor');
  readonly #notice = make('p', 'notice');
  readonly #totals = make('p', 'totals');
  readonly #apply: HTMLButtonElement;
  readonly #discard: HTMLButtonElement;
  #editor: LayerEditor | null = null;
  #isLoading = false;
  /** True where what was changed is not there any more as it was: it can only be discarded. */
  #isLost = false;
  /** The node that was asked about last. */
  #asked = '';
  #looked: Looked | null = null;
  /** What was written, in which version: another name makes it another node, which is selected then. */
  #written: { readonly version: number; readonly offset: number } | null = null;
  #lastId = 0;
  /** The number of the newest question of each sort: answers to older ones come too late. */
  readonly #newest = new Map<string, number>();
  readonly #completions = new Map<number, (offers: readonly Offered[]) => void>();
  #tryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(control: PageControl, load: () => Promise<SpecTextApi>) {
    this.#control = control;
    this.#load = load;
    const { words, parts } = control;
    this.#apply = button(words.apply, words.applyHint);
    this.#discard = button(words.discard, words.discardHint);
    this.#apply.classList.add('primary');
    this.#apply.addEventListener('click', () => {
      this.#write();
    });
    this.#discard.addEventListener('click', () => {
      this.#drop();
    });
    const heading = make('h3', '');
    heading.textContent = words.specPart;
    this.#notice.setAttribute('role', 'status');
    const actions = make('div', 'actions');
    actions.append(this.#apply, this.#discard);
    this.#part.append(heading, this.#area, this.#notice, this.#totals, actions);
    const panel = make('div', 'inspector');
    panel.append(this.#title, this.#part, this.#facts);
    parts.side.addTab(
      INSPECTOR_TAB,
      { icon: 'inspector', label: words.inspector, hint: words.inspectorHint },
      panel,
      (isShown) => {
        if (isShown) this.#look();
      },
    );
    this.#showNothing(words.inspectNothing);
  }

  selected(): void {
    this.#look();
  }

  drawn(): void {
    this.#follow();
    this.#look();
  }

  receive(message: ToGraph): boolean {
    switch (message.type) {
      case 'inspected':
      case 'tried':
      case 'completed':
      case 'replaced':
        this.#receive(message);
        return true;
      default:
        return false;
    }
  }

  get #isChanged(): boolean {
    return this.#looked !== null && this.#editor !== null && this.#editor.text !== this.#looked.excerpt.text;
  }

  /** What was typed and not applied is kept, whatever is selected. */
  #look(): void {
    const { parts, host, state, words } = this.#control;
    if (!parts.side.isShown(INSPECTOR_TAB)) return;
    const { selected, drawing, document, version } = state();
    const changedAt = this.#isChanged ? this.#looked : null;
    if (changedAt !== null && changedAt.uri === document?.uri && changedAt.version === version) return;
    const node =
      changedAt === null ? selected : (drawing?.nodes.find(({ id }) => id === changedAt.node) ?? null);
    const start = node?.ranges[0]?.start;
    if (node !== null && document !== null && start !== undefined) {
      const id = this.#ask('inspected');
      this.#asked = node.id;
      host.post({ type: 'inspect', id, uri: document.uri, version, offset: start });
    } else if (changedAt !== null) this.#lose();
    else if (selected === null) this.#showNothing(words.inspectNothing);
    else this.#showNode(words.inspectNotWritten);
  }

  #ask(answer: InspectorReply['type']): number {
    this.#lastId++;
    this.#newest.set(answer, this.#lastId);
    return this.#lastId;
  }

  #receive(reply: InspectorReply): void {
    if (reply.type === 'completed') {
      this.#completions.get(reply.id)?.(reply.answer ?? []);
      this.#completions.delete(reply.id);
      return;
    }
    if (this.#newest.get(reply.type) !== reply.id) return;
    if (reply.type === 'inspected') this.#show(reply.answer);
    else if (reply.type === 'tried') this.#showTried(reply.answer);
    else this.#afterWriting(reply.done);
  }

  #show(answer: InspectAnswer | null): void {
    const { words, state } = this.#control;
    const { document, version } = state();
    // Of another version: the next drawing asks again.
    if (answer === null || document === null) return;
    if (this.#isChanged) {
      this.#rebase({ node: this.#asked, uri: document.uri, version, excerpt: answer.excerpt });
      return;
    }
    this.#title.replaceChildren(...withCode(answer.title));
    this.#facts.replaceChildren(
      ...answer.facts.map((fact) => {
        const entry = make('li', '');
        entry.append(...withCode(fact));
        return entry;
      }),
    );
    const before = this.#looked?.excerpt.text;
    this.#looked = { node: this.#asked, uri: document.uri, version, excerpt: answer.excerpt };
    this.#part.hidden = false;
    if (this.#editor === null) void this.#openEditor();
    else if (before !== answer.excerpt.text || this.#editor.text !== answer.excerpt.text) {
      this.#editor.show(answer.excerpt.text);
    }
    this.#say(this.#editor === null ? words.editorLoading : '');
    this.#try();
  }

  /** The document changed while something is not applied: fine as long as the layer itself is as it was. */
  #rebase(now: Looked): void {
    if (this.#isLost) return;
    if (this.#looked?.uri === now.uri && this.#looked.excerpt.text === now.excerpt.text) {
      this.#looked = now;
      this.#try();
      return;
    }
    this.#lose();
  }

  /** What was changed is not there any more as it was. */
  #lose(): void {
    this.#isLost = true;
    this.#showButtons();
    this.#say(this.#control.words.changedMeanwhile, true);
  }

  async #openEditor(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const { words, focusDrawing } = this.#control;
    try {
      const api = await this.#load();
      this.#editor = api.edit(this.#area, words.specPart, {
        typed: () => {
          this.#typed();
        },
        apply: () => {
          this.#write();
        },
        leave: focusDrawing,
        complete: (text, offset) => this.#complete(text, offset),
      });
      this.#editor.show(this.#looked?.excerpt.text ?? '');
      this.#say('');
      this.#try();
    } catch {
      this.#say(words.editorFailed);
    } finally {
      this.#isLoading = false;
    }
  }

  #typed(): void {
    this.#showButtons();
    clearTimeout(this.#tryTimer);
    this.#tryTimer = setTimeout(() => {
      this.#try();
    }, TRY_AFTER_MS);
  }

  /** What the file would be with this text in it. */
  #try(): void {
    this.#showButtons();
    if (this.#looked === null || this.#editor === null || this.#isLost) return;
    const id = this.#ask('tried');
    this.#control.host.post({ type: 'tryText', id, ...this.#looked, text: this.#editor.text });
  }

  #complete(text: string, offset: number): Promise<readonly Offered[]> {
    if (this.#looked === null) return Promise.resolve([]);
    this.#lastId++;
    const id = this.#lastId;
    this.#control.host.post({ type: 'completeText', id, ...this.#looked, text, offset });
    return new Promise((resolve) => {
      this.#completions.set(id, resolve);
    });
  }

  #showTried(answer: TryAnswer | null): void {
    if (answer === null || this.#editor === null || this.#isLost) return;
    const { words } = this.#control;
    this.#editor.mark(answer.marks);
    const { totals, elsewhere } = answer;
    const isSaid = this.#isChanged && totals !== null;
    this.#totals.textContent = isSaid
      ? [
          changeText(words.comparedParameters, totals.trainable, words),
          changeText(words.comparedMacs, totals.macs, words),
        ].join(' · ')
      : '';
    const wrong = answer.marks.find(({ severity }) => severity === 'error')?.message ?? '';
    const told = wrong !== '' ? wrong : elsewhere === '' ? '' : fill(words.mistakeElsewhere, elsewhere);
    this.#say(told !== '' ? told : this.#isChanged ? words.unapplied : '', told !== '');
  }

  #write(): void {
    if (this.#looked === null || this.#editor === null || !this.#isChanged || this.#apply.disabled) return;
    const id = this.#ask('replaced');
    this.#control.host.post({ type: 'replaceText', id, ...this.#looked, text: this.#editor.text });
  }

  #afterWriting(done: boolean): void {
    if (!done || this.#looked === null || this.#editor === null) {
      this.#say(this.#control.words.notApplied, true);
      return;
    }
    // The drawing that follows asks again, and finds this text.
    const { version, excerpt } = this.#looked;
    const dash = /^- +/.exec(this.#editor.text)?.[0] ?? '';
    this.#written = { version, offset: excerpt.range.start + dash.length };
    this.#looked = { ...this.#looked, excerpt: { ...excerpt, text: this.#editor.text } };
    this.#follow();
    this.#totals.textContent = '';
    this.#showButtons();
    this.#say('');
  }

  #follow(): void {
    const { drawing, selected, version } = this.#control.state();
    if (this.#written === null || drawing === null || version <= this.#written.version) return;
    const [id] = selected === null ? caretNodes(drawing.nodes, this.#written.offset) : [];
    this.#written = null;
    if (id !== undefined) this.#control.choose(id);
  }

  #drop(): void {
    if (this.#looked !== null) this.#editor?.show(this.#looked.excerpt.text);
    this.#looked = null;
    this.#isLost = false;
    this.#look();
  }

  #showButtons(): void {
    const isChanged = this.#isChanged;
    this.#apply.disabled = !isChanged || this.#isLost;
    this.#discard.disabled = !isChanged;
  }

  #say(text: string, isWrong = false): void {
    this.#notice.replaceChildren(...withCode(text));
    this.#notice.classList.toggle('wrong', isWrong);
  }

  #showNothing(hint: string): void {
    this.#looked = null;
    this.#title.textContent = '';
    const entry = make('li', 'hint');
    entry.textContent = hint;
    this.#facts.replaceChildren(entry);
    this.#part.hidden = true;
  }

  /** Of a node that no text of the file stands for. */
  #showNode(hint: string): void {
    const { words, state } = this.#control;
    const { selected } = state();
    this.#showNothing(hint);
    if (selected === null) return;
    const { title, lines } = nodeWords(selected, words);
    this.#title.textContent = title;
    this.#facts.prepend(
      ...lines.map((line) => {
        const entry = make('li', '');
        entry.textContent = line;
        return entry;
      }),
    );
  }
}
