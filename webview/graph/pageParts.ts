import type { Level } from '../../src/core/drawing/viewState.ts';
import type { GraphWords } from '../../src/protocol/graphWords.ts';
import { button, make } from './make.ts';
import { SidePane } from './sidePane.ts';

/** The page's fixed elements. They are made here once; who shows what is decided by `GraphPage`. */
export interface PageParts {
  readonly toolbar: HTMLElement;
  readonly levels: ReadonlyMap<Level, HTMLButtonElement>;
  readonly buttons: Readonly<Record<ToolbarAction, HTMLButtonElement>>;
  /** Holds the canvas and whatever lies over it. */
  readonly stage: HTMLElement;
  readonly side: SidePane;
  /** One more row between the toolbar and the drawing. */
  addBar(bar: HTMLElement): void;
  /** The toolbar's place for what features add. */
  readonly tools: HTMLElement;
  /** One more button in the toolbar. */
  addTool(text: string, hint: string, pressed: () => void): HTMLButtonElement;
  readonly zoom: HTMLElement;
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

export type ToolbarAction = 'fit' | 'zoomOut' | 'zoomIn' | 'openAll' | 'closeAll';

/** @param resized the drawing has another size now. */
export function buildPage(root: HTMLElement, words: GraphWords, resized: () => void): PageParts {
  const zoom = make('span', 'zoom');
  zoom.setAttribute('aria-live', 'off');
  const buttons = {
    fit: button(words.fit, words.fitHint),
    zoomOut: button('−', words.zoomOutHint),
    zoomIn: button('+', words.zoomInHint),
    openAll: button(words.openAll, words.openAllHint),
    closeAll: button(words.closeAll, words.closeAllHint),
  };
  const levels = new Map<Level, HTMLButtonElement>([
    ['stages', button(words.stages, words.stagesHint)],
    ['sizes', button(words.sizes, words.sizesHint)],
    ['blocks', button(words.blocks, words.blocksHint)],
    ['ops', button(words.ops, words.opsHint)],
  ]);
  const toolbar = make('div', 'toolbar');
  toolbar.setAttribute('role', 'toolbar');
  toolbar.setAttribute('aria-label', words.toolbar);
  const tools = group(words.toolGroup, []);
  const side = new SidePane(words, resized);
  const levelGroup = group(words.levelGroup, [...levels.values()]);
  levelGroup.classList.add('levels');
  toolbar.append(
    levelGroup,
    group(words.sizeGroup, [buttons.zoomOut, zoom, buttons.zoomIn, buttons.fit]),
    group(words.foldGroup, [buttons.openAll, buttons.closeAll]),
    tools,
    side.buttons,
  );

  const bannerText = make('p', '');
  const bannerButton = button(words.goToMistake, '');
  const banner = make('div', 'banner');
  banner.setAttribute('role', 'status');
  banner.append(bannerText, bannerButton);
  banner.hidden = true;

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

  const tip = make('div', 'tip');
  tip.hidden = true;
  const empty = make('div', 'empty');
  const emptyTitle = make('h2', '');
  const emptyText = make('p', '');
  const emptyButton = button('', '');
  empty.append(emptyTitle, emptyText, emptyButton);
  const stage = make('div', 'stage');
  stage.append(canvas, tip, empty);
  // Below, so that the drawing stays where it is when the banner comes and goes.
  const body = make('div', 'body');
  body.append(stage, side.element);
  const heading = make('h1', 'unseen');
  heading.textContent = words.network;
  root.replaceChildren(heading, toolbar, body, banner);
  return {
    toolbar,
    levels,
    buttons,
    stage,
    side,
    addBar: (bar) => {
      body.before(bar);
    },
    tools,
    addTool: (text, hint, pressed) => {
      const tool = button(text, hint);
      tool.addEventListener('click', pressed);
      tools.append(tool);
      return tool;
    },
    zoom,
    banner,
    bannerText,
    bannerButton,
    canvas,
    drawing,
    tree,
    tip,
    empty,
    emptyTitle,
    emptyText,
    emptyButton,
  };
}

function group(label: string, children: readonly HTMLElement[]): HTMLElement {
  const element = make('div', 'group');
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  element.append(...children);
  return element;
}
