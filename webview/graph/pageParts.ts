import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { button, make } from './make.ts';
import { SidePane } from './sidePane.ts';
import { Toolbar } from './toolbar.ts';

/** The page's fixed elements. They are made here once; who shows what is decided by `GraphPage`. */
export interface PageParts {
  readonly toolbar: Toolbar;
  /** Everything below the toolbar and the bars; menus lie over it. */
  readonly body: HTMLElement;
  /** Holds the canvas and whatever lies over it. */
  readonly stage: HTMLElement;
  readonly side: SidePane;
  /** One more row between the toolbar and the drawing. */
  addBar(bar: HTMLElement): void;
  readonly banner: HTMLElement;
  readonly bannerText: HTMLElement;
  readonly bannerButton: HTMLButtonElement;
  /** Takes the keyboard; holds the canvas and the tree that says what it shows. */
  readonly canvas: HTMLElement;
  readonly drawing: HTMLElement;
  readonly tree: HTMLElement;
  readonly tip: HTMLElement;
  readonly empty: HTMLElement;
  readonly emptyTitle: HTMLElement;
  readonly emptyText: HTMLElement;
  readonly emptyButton: HTMLButtonElement;
}

/** @param resized the drawing has another size now. */
export function buildPage(root: HTMLElement, words: GraphWords, resized: () => void): PageParts {
  // The banner is below, so that the drawing stays where it is when that comes and goes.
  const body = make('div', 'body');
  const toolbar = new Toolbar(words, body);
  const side = new SidePane(words, toolbar, resized);
  const banner = bannerParts(words);
  const canvas = canvasParts(words);
  const empty = emptyParts();
  const tip = make('div', 'tip');
  tip.hidden = true;
  const stage = make('div', 'stage');
  stage.append(canvas.canvas, tip, empty.empty);
  body.append(stage, side.element);
  const heading = make('h1', 'unseen');
  heading.textContent = words.network;
  root.replaceChildren(heading, toolbar.element, body, banner.banner);
  return {
    toolbar,
    body,
    stage,
    side,
    addBar: (bar) => {
      body.before(bar);
    },
    ...banner,
    ...canvas,
    tip,
    ...empty,
  };
}

function bannerParts(words: GraphWords): Pick<PageParts, 'banner' | 'bannerText' | 'bannerButton'> {
  const bannerText = make('p', '');
  const bannerButton = button(words.goToMistake, '');
  const banner = make('div', 'banner');
  banner.setAttribute('role', 'status');
  banner.append(bannerText, bannerButton);
  banner.hidden = true;
  return { banner, bannerText, bannerButton };
}

function canvasParts(words: GraphWords): Pick<PageParts, 'canvas' | 'drawing' | 'tree'> {
  const canvas = make('div', 'canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'tree');
  canvas.setAttribute('aria-multiselectable', 'true');
  canvas.setAttribute('aria-label', words.network);
  const drawing = make('div', 'canvas');
  drawing.setAttribute('aria-hidden', 'true');
  const tree = make('div', 'unseen');
  tree.setAttribute('role', 'none');
  canvas.append(drawing, tree);
  return { canvas, drawing, tree };
}

function emptyParts(): Pick<PageParts, 'empty' | 'emptyTitle' | 'emptyText' | 'emptyButton'> {
  const empty = make('div', 'empty');
  const emptyTitle = make('h2', '');
  const emptyText = make('p', '');
  const emptyButton = button('', '');
  empty.append(emptyTitle, emptyText, emptyButton);
  return { empty, emptyTitle, emptyText, emptyButton };
}
