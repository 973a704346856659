import type { ShownDocument, ToGraph } from '../../src/protocol/graph.ts';
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

/** A node of the drawing of a version of a document. */
interface Subject {
  readonly node: string;
  readonly document: ShownDocument;
  readonly version: number;
}

/** What is looked at, and what stands there. */
interface Looked extends Subject {
  readonly excerpt: InspectAnswer['excerpt'];
}

/** A place in a version of a document. */
interface Place {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
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
  /** What was asked about last; null where no answer is waited for. */
  #asked: Subject | null = null;
  #looked: Looked | null = null;
  /** What is being written; null where nothing is under way. */
  #writing: (Place & { readonly text: string }) | null = null;
  /** What was written, in which version: another name makes it another node, which is selected then. */
  #written: Place | null = null;
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
    // What was typed and not applied stays, whatever is selected.
    if (!this.#isChanged) this.#look();
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

  /** What was typed and not applied belongs to a file: it waits until that one is shown again. */
  get #isElsewhere(): boolean {
    return this.#looked?.document.uri !== this.#control.state().document?.uri;
  }

  /** At the selected layer, or at the one in which something is not applied, as it is now. */
  #look(): void {
    const { parts, host, state, words } = this.#control;
    if (!parts.side.isShown(INSPECTOR_TAB)) return;
    const { selected, drawing, document, version } = state();
    const changed = this.#isChanged ? this.#looked : null;
    if (changed !== null && this.#isElsewhere) {
      this.#outdate();
      this.#showButtons();
      this.#say(fill(words.unappliedElsewhere, changed.document.name));
      return;
    }
    const node = changed === null ? selected : (drawing?.nodes.find(({ id }) => id === changed.node) ?? null);
    const start = node?.ranges[0]?.start;
    if (node !== null && document !== null && start !== undefined) {
      const id = this.#ask('inspected');
      this.#asked = { node: node.id, document, version };
      host.post({ type: 'inspect', id, uri: document.uri, version, offset: start });
    } else if (changed !== null) this.#lose();
    else if (selected === null) this.#showNothing(words.inspectNothing);
    else this.#showNode(words.inspectNotWritten);
  }

  /** What was asked about is not shown any more: the answers come too late. */
  #outdate(): void {
    this.#newest.delete('inspected');
    this.#newest.delete('tried');
    this.#asked = null;
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
    const asked = this.#asked;
    this.#asked = null;
    if (asked === null) return;
    if (answer === null) {
      this.#showUnknown(asked);
      return;
    }
    const { excerpt } = answer;
    const isWritten = this.#isChanged && this.#editor?.text === excerpt.text;
    if (this.#isChanged && !isWritten) {
      this.#rebase({ ...asked, excerpt });
      return;
    }
    this.#isLost = false;
    this.#title.replaceChildren(...withCode(answer.title));
    this.#facts.replaceChildren(
      ...answer.facts.map((fact) => {
        const entry = make('li', '');
        entry.append(...withCode(fact));
        return entry;
      }),
    );
    const before = this.#looked?.excerpt.text;
    this.#looked = { ...asked, excerpt };
    this.#part.hidden = false;
    if (this.#editor === null) void this.#openEditor();
    else if (!isWritten && (before !== excerpt.text || this.#editor.text !== excerpt.text)) {
      this.#editor.show(excerpt.text);
    }
    this.#say(this.#editor === null ? this.#control.words.editorLoading : '');
    this.#try();
  }

  /** The text is another by now. What is shown of the same layer stays: mostly the next drawing asks again at once. */
  #showUnknown({ node, document }: Subject): void {
    const looked = this.#looked;
    if (this.#isChanged || (looked?.node === node && looked.document.uri === document.uri)) return;
    this.#showNode(this.#control.words.inspectOutdated);
  }

  /** The document changed while something is not applied: fine as long as the layer itself is as it was. */
  #rebase(now: Looked): void {
    if (this.#isLost) return;
    const known = [this.#looked?.excerpt.text, this.#writing?.text];
    if (this.#looked?.document.uri === now.document.uri && known.includes(now.excerpt.text)) {
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
    if (this.#looked === null || this.#editor === null || this.#isLost || this.#isElsewhere) return;
    const id = this.#ask('tried');
    this.#control.host.post({ type: 'tryText', id, ...tried(this.#looked, this.#editor.text) });
  }

  #complete(text: string, offset: number): Promise<readonly Offered[]> {
    if (this.#looked === null) return Promise.resolve([]);
    this.#lastId++;
    const id = this.#lastId;
    this.#control.host.post({ type: 'completeText', id, ...tried(this.#looked, text), offset });
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
    const { document, version, excerpt } = this.#looked;
    const { text } = this.#editor;
    const dash = /^- +/.exec(text)?.[0] ?? '';
    this.#writing = { uri: document.uri, version, offset: excerpt.range.start + dash.length, text };
    this.#showButtons();
    const id = this.#ask('replaced');
    this.#control.host.post({ type: 'replaceText', id, ...tried(this.#looked, text) });
  }

  #afterWriting(done: boolean): void {
    const writing = this.#writing;
    this.#writing = null;
    if (!done || writing === null || this.#looked === null) {
      this.#showButtons();
      this.#say(this.#control.words.notApplied, true);
      return;
    }
    this.#written = writing;
    // The drawing that follows asks again, and finds this text, unless it was here first.
    const { document, version, excerpt } = this.#looked;
    if (document.uri === writing.uri && version === writing.version)
      this.#looked = { ...this.#looked, excerpt: { ...excerpt, text: writing.text } };
    this.#follow();
    this.#totals.textContent = '';
    this.#showButtons();
    this.#say(this.#isChanged ? this.#control.words.unapplied : '');
  }

  #follow(): void {
    const { drawing, selected, document, version } = this.#control.state();
    if (this.#written === null || drawing === null) return;
    const isElsewhere = document?.uri !== this.#written.uri;
    if (!isElsewhere && version <= this.#written.version) return;
    const isGone = !isElsewhere && selected === null;
    const [id] = isGone ? caretNodes(drawing.nodes, this.#written.offset) : [];
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
    const isOpen = this.#isChanged && this.#writing === null;
    this.#apply.disabled = !isOpen || this.#isLost || this.#isElsewhere;
    this.#discard.disabled = !isOpen;
  }

  #say(text: string, isWrong = false): void {
    this.#notice.replaceChildren(...withCode(text));
    this.#notice.classList.toggle('wrong', isWrong);
  }

  #showNothing(hint: string): void {
    this.#outdate();
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

/** What stands at a layer's place is another text. */
function tried({ document: { uri }, version, excerpt }: Looked, text: string) {
  return { uri, version, excerpt, text };
}
