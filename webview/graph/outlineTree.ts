import type { DrawingNode } from '../../src/core/drawing/drawing.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { make } from './make.ts';
import { nodeSentence } from './nodeWords.ts';

/** Where an item stands in the tree, whether or not it is in the page. */
interface Place {
  readonly level: number;
  /** From 1, among those of the same frame. */
  readonly position: number;
}

/** So many items are in the page at once: all of most nets, else the neighbourhood of the selected one. */
const MOST = 400;

/**
 * What the drawing shows, as tree items for assistive technology; a canvas says nothing by itself. Each item
 * says where in the tree it stands, since of a large net only some are in the page.
 */
export class OutlineTree {
  readonly #owner: HTMLElement;
  readonly #list: HTMLElement;
  readonly #words: GraphWords;
  #nodes: readonly DrawingNode[] = [];
  #places: readonly Place[] = [];
  /** Frame (`null`: none) → how many stand in it. */
  #sizes: ReadonlyMap<string | null, number> = new Map();
  /** Node → its number. */
  #numbers: ReadonlyMap<string, number> = new Map();
  #items = new Map<string, HTMLElement>();

  constructor(owner: HTMLElement, list: HTMLElement, words: GraphWords) {
    this.#owner = owner;
    this.#list = list;
    this.#words = words;
  }

  update(nodes: readonly DrawingNode[]): void {
    const levels = new Map<string | null, number>([[null, 0]]);
    const sizes = new Map<string | null, number>();
    this.#nodes = nodes;
    this.#places = nodes.map(({ id, parent }) => {
      const level = (levels.get(parent) ?? 0) + 1;
      const position = (sizes.get(parent) ?? 0) + 1;
      levels.set(id, level);
      sizes.set(parent, position);
      return { level, position };
    });
    this.#sizes = sizes;
    this.#numbers = new Map(nodes.map(({ id }, at) => [id, at]));
    this.#show(0);
  }

  /** `also`: what is selected beside it. */
  select(id: string | null, also: readonly string[]): void {
    for (const item of this.#list.querySelectorAll('[aria-selected="true"]')) {
      item.setAttribute('aria-selected', 'false');
    }
    const at = id === null ? undefined : this.#numbers.get(id);
    if (id === null || at === undefined) {
      this.#owner.removeAttribute('aria-activedescendant');
      return;
    }
    if (!this.#items.has(id)) this.#show(at);
    for (const each of [...also, id]) this.#items.get(each)?.setAttribute('aria-selected', 'true');
    this.#owner.setAttribute('aria-activedescendant', itemId(at));
  }

  /** Puts the items around a number into the page; those that are there stay. */
  #show(at: number): void {
    const first = Math.max(0, Math.min(at - MOST / 2, this.#nodes.length - MOST));
    const items = new Map<string, HTMLElement>();
    this.#nodes.slice(first, first + MOST).forEach((node, nth) => {
      const item = this.#items.get(node.id) ?? newItem();
      this.#describe(item, node, first + nth);
      items.set(node.id, item);
    });
    const isSame = sameKeys(items, this.#items);
    this.#items = items;
    if (!isSame) this.#list.replaceChildren(...items.values());
  }

  #describe(item: HTMLElement, node: DrawingNode, at: number): void {
    const place = this.#places[at];
    set(item, 'id', itemId(at));
    set(item, 'aria-level', String(place?.level ?? 1));
    set(item, 'aria-posinset', String(place?.position ?? 1));
    set(item, 'aria-setsize', String(this.#sizes.get(node.parent) ?? 1));
    set(item, 'aria-label', nodeSentence(node, this.#words));
    if (node.state === 'leaf') item.removeAttribute('aria-expanded');
    else set(item, 'aria-expanded', String(node.state === 'open'));
  }
}

function newItem(): HTMLElement {
  const item = make('div', '');
  item.setAttribute('role', 'treeitem');
  item.setAttribute('aria-selected', 'false');
  return item;
}

/** What is as it was is not written again, or assistive technology would be told of it. */
function set(item: HTMLElement, name: string, value: string): void {
  if (item.getAttribute(name) !== value) item.setAttribute(name, value);
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a.size !== b.size) return false;
  const others = b.keys();
  return [...a.keys()].every((key) => others.next().value === key);
}

function itemId(at: number): string {
  return `item-${at}`;
}
