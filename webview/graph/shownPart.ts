import type { Core, ElementDefinition } from 'cytoscape';
import type { Rect } from '../../src/core/drawing/drawing.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { DrawingItems, grown } from './drawingItems.ts';
import { DrawnElements } from './drawnElements.ts';
import type { ShownDrawing } from './shownDrawing.ts';

/** What can be said of a node or line: a class of the style sheet. */
export type Mark = 'chosen' | 'marked' | 'caret';

/** A drawing of no more items than this is shown as a whole. */
const SMALL = 1500;
/** Texts are not painted below this zoom: there the overview shows all that Cytoscape would, at less cost. */
const READABLE = 0.25;
/** Where more items than this are in view the overview shows them. */
const MOST_IN_VIEW = { readable: SMALL, tiny: 400 } as const;
/** So that it does not come and go at the limit. */
const BACK_FROM_OVERVIEW = 0.8;
/** How many items are put in at once when a drawing comes, and with each frame later. */
const FIRST = 600;
const SLICE = 30;
/** While more than this is missing and the view moves, nothing is put in: it would be gone before it is there. */
const HURRY = 60;
const MOST_HELD = 1000;

/**
 * The part of the drawing that Cytoscape holds: what is in view and around it, since thousands of elements
 * take it seconds. The rest is put in slice by slice as one pans, and taken away when it is far.
 */
export class ShownPart {
  readonly #cy: Core;
  readonly #words: GraphWords;
  readonly #view: () => Rect;
  /** Element → what it was made of. */
  readonly #shown = new Map<string, Made>();
  /** Number of an item → its elements. */
  #present = new Map<number, readonly string[]>();
  #items: DrawingItems | null = null;
  #elements: DrawnElements | null = null;
  #isOverview = false;
  #frame = 0;
  /** The view at the last frame that put something in, or would have. */
  #lastView: Rect | null = null;
  readonly #marks: Record<Mark, ReadonlySet<string>> = {
    chosen: new Set(),
    marked: new Set(),
    caret: new Set(),
  };

  /** @param view what of the drawing is in the panel, in its units. */
  constructor(cy: Core, words: GraphWords, view: () => Rect) {
    this.#cy = cy;
    this.#words = words;
    this.#view = view;
  }

  get items(): DrawingItems | null {
    return this.#items;
  }

  /** True where there is too much in view: then nothing is held. */
  get isOverview(): boolean {
    return this.#isOverview;
  }

  marksOf(id: string): readonly Mark[] {
    return MARKS.filter((mark) => this.#marks[mark].has(id));
  }

  /** Another drawing: what is the same in both stays untouched. `place` says what of it is in the panel. */
  show(drawing: ShownDrawing, place: () => void): void {
    this.#items = null;
    place();
    this.#items = new DrawingItems(drawing);
    this.#elements = new DrawnElements(this.#items, this.#words);
    const wanted = this.#first(this.#items);
    const present = new Map<number, readonly string[]>();
    const elements = wanted.flatMap((item) => {
      const made = this.#make(item);
      present.set(item, made.map(idOf));
      return made;
    });
    this.#present = present;
    this.#replace(elements);
    this.#fillSoon();
  }

  /** The panel shows another part of the drawing. */
  follow(): void {
    if (this.#items === null || this.#items.count <= SMALL) return;
    const was = this.#isOverview;
    this.#isOverview = this.#isTooMuch(this.#items.within(this.#view()), was ? BACK_FROM_OVERVIEW : 1);
    if (!this.#isOverview) this.#fillSoon();
    else if (!was) this.#removeAll();
  }

  /** What is in view and not held: the overview shows it. */
  missing(): readonly number[] {
    if (this.#items === null || this.#present.size === this.#items.count) return [];
    return this.#items.within(this.#view()).filter((item) => !this.#present.has(item));
  }

  /** Marks these nodes and lines in place of those marked before. */
  mark(mark: Mark, ids: ReadonlySet<string>): void {
    this.#marks[mark] = ids;
    this.#cy.batch(() => {
      this.#cy.elements(`.${mark}`).removeClass(mark);
      for (const id of ids) this.#cy.getElementById(id).addClass(mark);
    });
  }

  /** What a new drawing is shown with at once. */
  #first(items: DrawingItems): readonly number[] {
    this.#isOverview = false;
    if (items.count <= SMALL) return Array.from({ length: items.count }, (_, item) => item);
    const inView = items.within(this.#view());
    this.#isOverview = this.#isTooMuch(inView, 1);
    return this.#isOverview ? [] : inView.slice(0, FIRST);
  }

  #isTooMuch(inView: readonly number[], share: number): boolean {
    const limit = MOST_IN_VIEW[this.#cy.zoom() < READABLE ? 'tiny' : 'readable'];
    return inView.length > share * limit;
  }

  #fillSoon(): void {
    if (this.#frame !== 0 || this.#items === null || this.#items.count <= SMALL) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#fill();
    });
  }

  /** A slice of what is missing, what is in view first; when nothing is, what is far goes. */
  #fill(): void {
    if (this.#items === null || this.#isOverview) return;
    const view = this.#view();
    const isMissing = (item: number): boolean => !this.#present.has(item);
    const moves = this.#lastView !== null && !isSame(this.#lastView, view);
    this.#lastView = view;
    let missing = this.#items.within(view).filter(isMissing);
    if (moves && missing.length > HURRY) {
      this.#fillSoon();
      return;
    }
    if (missing.length < SLICE) {
      const near = this.#items.within(grown(view, view.width / 2, view.height / 2)).filter(isMissing);
      missing = [...new Set([...missing, ...near])];
    }
    this.#add(missing.slice(0, SLICE));
    if (missing.length > 0) this.#fillSoon();
    else if (this.#present.size > MOST_HELD)
      this.#removeFar(this.#items, grown(view, view.width, view.height));
  }

  #add(items: readonly number[]): void {
    if (items.length === 0) return;
    const added: ElementDefinition[] = [];
    for (const item of items) {
      const made = this.#make(item);
      this.#present.set(item, made.map(idOf));
      for (const element of made) this.#shown.set(idOf(element), madeOf(element));
      added.push(...made);
    }
    this.#cy.batch(() => {
      this.#cy.add(added.map((element) => this.#withMarks(element)));
    });
  }

  #removeFar(items: DrawingItems, area: Rect): void {
    const kept = new Set(items.within(area));
    let far = this.#cy.collection();
    for (const [item, ids] of this.#present) {
      if (kept.has(item)) continue;
      for (const id of ids) {
        far = far.merge(this.#cy.getElementById(id));
        this.#shown.delete(id);
      }
      this.#present.delete(item);
    }
    far.remove();
  }

  #removeAll(): void {
    this.#cy.elements().remove();
    this.#shown.clear();
    this.#present.clear();
  }

  #make(item: number): readonly ElementDefinition[] {
    return this.#elements?.of(item) ?? [];
  }

  #replace(elements: readonly ElementDefinition[]): void {
    const added: ElementDefinition[] = [];
    const wanted = new Set(elements.map(idOf));
    this.#cy.batch(() => {
      for (const id of this.#shown.keys()) {
        if (wanted.has(id)) continue;
        this.#cy.getElementById(id).remove();
        this.#shown.delete(id);
      }
      for (const element of elements) {
        const id = idOf(element);
        const made = madeOf(element);
        const known = this.#shown.get(id);
        this.#shown.set(id, made);
        if (known === undefined) added.push(this.#withMarks(element));
        else this.#change(id, this.#withMarks(element), known, made);
      }
      this.#cy.add(added);
    });
  }

  /** Only what is other than it was: to be moved costs Cytoscape much less than another look. */
  #change(id: string, { data, position, classes }: ElementDefinition, known: Made, made: Made): void {
    const element = this.#cy.getElementById(id);
    if (known.data !== made.data) element.data(data);
    if (known.classes !== made.classes) element.classes(classes ?? []);
    if (known.position !== made.position && position !== undefined) element.position(position);
  }

  #withMarks(element: ElementDefinition): ElementDefinition {
    const marks = this.marksOf(idOf(element));
    if (marks.length === 0) return element;
    const { classes } = element;
    return { ...element, classes: [...(Array.isArray(classes) ? classes : []), ...marks] };
  }
}

const MARKS: readonly Mark[] = ['chosen', 'marked', 'caret'];

/** An element as texts, to be compared. */
interface Made {
  readonly data: string;
  readonly classes: string;
  readonly position: string;
}

function madeOf({ data, classes, position }: ElementDefinition): Made {
  return {
    data: JSON.stringify(data),
    classes: JSON.stringify(classes),
    position: position === undefined ? '' : `${position.x} ${position.y}`,
  };
}

function isSame(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width;
}

function idOf({ data }: ElementDefinition): string {
  return String(data.id);
}
