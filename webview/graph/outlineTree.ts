import type { DrawingNode } from '../../src/core/drawing/drawing.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { make } from './make.ts';
import { nodeSentence } from './nodeWords.ts';

/** What the drawing shows, as tree items for assistive technology; a canvas says nothing by itself. */
export class OutlineTree {
  readonly #owner: HTMLElement;
  readonly #list: HTMLElement;
  readonly #words: GraphWords;
  #items = new Map<string, HTMLElement>();

  constructor(owner: HTMLElement, list: HTMLElement, words: GraphWords) {
    this.#owner = owner;
    this.#list = list;
    this.#words = words;
  }

  update(nodes: readonly DrawingNode[]): void {
    const levels = new Map<string, number>();
    this.#items = new Map();
    nodes.forEach((node, at) => {
      const level = node.parent === null ? 1 : (levels.get(node.parent) ?? 0) + 1;
      levels.set(node.id, level);
      const item = make('div', '');
      item.id = `item-${at}`;
      item.setAttribute('role', 'treeitem');
      item.setAttribute('aria-level', String(level));
      item.setAttribute('aria-label', nodeSentence(node, this.#words));
      item.setAttribute('aria-selected', 'false');
      if (node.state !== 'leaf') item.setAttribute('aria-expanded', String(node.state === 'open'));
      this.#items.set(node.id, item);
    });
    this.#list.replaceChildren(...this.#items.values());
  }

  /** `also`: what is selected beside it. */
  select(id: string | null, also: readonly string[]): void {
    for (const item of this.#list.querySelectorAll('[aria-selected="true"]')) {
      item.setAttribute('aria-selected', 'false');
    }
    for (const each of also) this.#items.get(each)?.setAttribute('aria-selected', 'true');
    const item = id === null ? undefined : this.#items.get(id);
    if (item === undefined) {
      this.#owner.removeAttribute('aria-activedescendant');
      return;
    }
    item.setAttribute('aria-selected', 'true');
    this.#owner.setAttribute('aria-activedescendant', item.id);
  }
}
